import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LambdaHandler } from '../../../sandbox/functions.ts';

/** A function that runs in a separate process, as in Lambda. */
export interface FunctionProcess {
  readonly handler: LambdaHandler;
  /** The lines that the code wrote to its log. */
  log(): readonly string[];
  end(): Promise<void>;
}

/** The code, the environment and the clock of a function. */
export interface FunctionStart {
  /** The content of `index.js` that CloudFormation would write. */
  readonly zipFile: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly startAt: Date;
  /**
   * If true, each invocation begins at `startAt`, and only the function's own waits advance the clock; if
   * not, the clock runs.
   */
  readonly isClockStopped?: boolean;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RUNTIME = fileURLToPath(new URL('runtime.mjs', import.meta.url));

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly stack: string };
}

/**
 * Starts a function: its folder contains only `index.js`, it finds the AWS SDK through NODE_PATH, and its
 * environment has no variables of this process. Throws the error that the code throws while it is loaded.
 */
export async function startFunction({
  zipFile,
  environment,
  startAt,
  isClockStopped = false,
}: FunctionStart): Promise<FunctionProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'one-active-key-function-'));
  writeFileSync(join(directory, 'index.js'), zipFile);
  // In Lambda's runtime, too, a function finds the SDK through NODE_PATH.
  const env = { ...environment, NODE_PATH: join(ROOT, 'node_modules') };
  const args = [directory, String(startAt.getTime()), isClockStopped ? 'stopped' : 'running'];
  const child = fork(RUNTIME, args, { env, execArgv: [], silent: true });
  const written = outputOf(child);
  const started = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof started[0] === 'number') {
    rmSync(directory, { recursive: true });
    throw new Error(`The function did not start: ${written.err}`);
  }
  return {
    handler: invoker(child),
    log: () => written.out.split('\n').filter(Boolean),
    async end() {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
      rmSync(directory, { recursive: true });
    },
  };
}

/** What a process has written so far; it grows. */
function outputOf(child: ChildProcess): { readonly out: string; readonly err: string } {
  const written = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    written.out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    written.err += String(chunk);
  });
  return written;
}

function invoker(child: ChildProcess): LambdaHandler {
  let count = 0;
  return (event, context) => {
    count += 1;
    const id = count;
    const answer = new Promise((resolve, reject) => {
      const listen = (reply: Reply) => {
        if (reply.id !== id) return;
        child.off('message', listen);
        if (reply.error) reject(Object.assign(new Error(reply.error.message), reply.error));
        else resolve(reply.result);
      };
      child.on('message', listen);
    });
    child.send({ id, event, context: { ...context }, remaining: context.getRemainingTimeInMillis() });
    return answer;
  };
}
