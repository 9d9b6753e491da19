import { execFile, spawnSync } from 'node:child_process';
import { isRecord } from '../document/checks.ts';
import { StepFailure, StepTimeout } from '../execution/failure.ts';
import { PYTHON_WRAPPER } from './python-wrapper.ts';
import type { ScriptInvocation, ScriptRunner } from './script-runner.ts';

const found = new Map<string, string | undefined>();

/**
 * The command of a Python 3 on a search path, by default on the PATH of the process; `undefined` if there is
 * none.
 */
export function findPython(path = process.env['PATH'] ?? ''): string | undefined {
  if (!found.has(path)) {
    // On Windows, the command of Python 3 is `python`; a `python3` that is not Python may exist too.
    found.set(path, executableOf('python3', path) ?? executableOf('python', path));
  }
  return found.get(path);
}

/**
 * The interpreter itself: the command on the path may be a slow script that searches for it at each start.
 */
function executableOf(command: string, path: string): string | undefined {
  const probe = 'import sys; print(sys.executable if sys.version_info[0] == 3 else "")';
  const options = { encoding: 'utf8', env: { ...process.env, PATH: path } } as const;
  const { status, stdout } = spawnSync(command, ['-I', '-X', 'utf8', '-c', probe], options);
  return status === 0 ? stdout.trim() || undefined : undefined;
}

/** The maximum size of the returned payload (user guide, "aws:executeScript"). */
const RESULT_LIMIT_BYTES = 100 * 1024;

/** Runs each script in a new process of a Python interpreter of this machine. */
export function pythonRunner(command: string): ScriptRunner {
  return async (invocation) => {
    if (!invocation.runtime.startsWith('python')) {
      throw new StepFailure(`${invocation.runtime} is not supported by the sandbox`);
    }
    const answer: unknown = JSON.parse(await run(command, invocation));
    if (!isRecord(answer) || typeof answer['failure'] === 'string') {
      const why = isRecord(answer) ? String(answer['failure']) : 'The script gave no answer';
      throw new StepFailure(why, 'Poll action status for completion');
    }
    return { value: answer['value'] };
  };
}

function run(command: string, invocation: ScriptInvocation): Promise<string> {
  const { timeoutSeconds, runtime: _runtime, outputNames: _outputNames, ...request } = invocation;
  const options = {
    timeout: timeoutSeconds * 1_000,
    killSignal: 'SIGKILL',
    maxBuffer: 10 * RESULT_LIMIT_BYTES,
    env: withoutCredentials(),
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(command, ['-I', '-X', 'utf8', '-c', PYTHON_WRAPPER], options, (error, stdout) => {
      if (error?.killed && error.signal) reject(new StepTimeout(timeoutSeconds));
      else if (error) reject(new StepFailure(error.message));
      else if (stdout.length > RESULT_LIMIT_BYTES) reject(tooLarge(stdout.length));
      else resolve(stdout);
    });
    // If the process ends without reading its input, the callback reports the error.
    child.stdin?.on('error', () => {}).end(JSON.stringify(request));
  });
}

function tooLarge(bytes: number): StepFailure {
  return new StepFailure(`A script returns ${RESULT_LIMIT_BYTES} bytes of JSON at most; received ${bytes}`);
}

/**
 * The environment without AWS variables, so that a script cannot use a real account with the caller's
 * credentials.
 */
function withoutCredentials(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
}
