import { execFile, spawnSync } from 'node:child_process';
import { isRecord } from '../document/checks.ts';
import { StepFailure, StepTimeout } from '../execution/failure.ts';
import { PYTHON_WRAPPER } from './python-wrapper.ts';
import type { ScriptInvocation, ScriptRunner } from './script-runner.ts';

const found = new Map<string, string | undefined>();

/** A Python 3 on a search path, by default on the process's own; `undefined` if there is none. */
export function findPython(path = process.env['PATH'] ?? ''): string | undefined {
  if (!found.has(path)) {
    // On Windows, Python 3 is called `python`, and a `python3` that is no Python may be there, too.
    found.set(path, executableOf('python3', path) ?? executableOf('python', path));
  }
  return found.get(path);
}

/** The interpreter itself: what is on the path may be a script that looks for it, slowly, each time. */
function executableOf(command: string, path: string): string | undefined {
  const probe = 'import sys; print(sys.executable if sys.version_info[0] == 3 else "")';
  const options = { encoding: 'utf8', env: { ...process.env, PATH: path } } as const;
  const { status, stdout } = spawnSync(command, ['-I', '-X', 'utf8', '-c', probe], options);
  return status === 0 ? stdout.trim() || undefined : undefined;
}

/** User guide, "aws:executeScript": the payload that is returned. */
const RESULT_LIMIT = 100 * 1024;

/** Runs scripts with a Python interpreter of this machine, each in a process of its own. */
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
  const { timeoutSeconds, runtime: _runtime, wanted: _wanted, ...request } = invocation;
  const options = {
    timeout: timeoutSeconds * 1_000,
    killSignal: 'SIGKILL',
    maxBuffer: 10 * RESULT_LIMIT,
    env: withoutCredentials(),
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(command, ['-I', '-X', 'utf8', '-c', PYTHON_WRAPPER], options, (error, stdout) => {
      if (error?.killed && error.signal) reject(new StepTimeout(timeoutSeconds));
      else if (error) reject(new StepFailure(error.message));
      else if (stdout.length > RESULT_LIMIT) reject(tooLarge(stdout.length));
      else resolve(stdout);
    });
    // A process that ended without reading its input is reported by the callback.
    child.stdin?.on('error', () => {}).end(JSON.stringify(request));
  });
}

function tooLarge(bytes: number): StepFailure {
  return new StepFailure(`A script returns ${RESULT_LIMIT} bytes of JSON at most; received ${bytes}`);
}

/** A script must not reach a real account with the credentials of the person who runs the sandbox. */
function withoutCredentials(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
}
