import { spawn } from 'node:child_process';
import { inject } from 'vitest';
import { bareEnvironment, emptyFolder } from './bare-environment.ts';

/** The command line as one file: it is bundled once for all tests. */
export const commandFile = (): string => inject('commandBundle');

/** How a process ended, and what it wrote. */
export interface EndedProcess {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How a process is started. */
export interface ProcessOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets a function that sends the process a signal. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** The bundle, if not given. */
  readonly file?: string;
}

/** Runs the command line in a process of its own. */
export function runProcess(
  args: readonly string[],
  { environment = {}, onStart = () => {}, file = commandFile() }: ProcessOptions = {},
): Promise<EndedProcess> {
  const cwd = emptyFolder();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd,
      env: bareEnvironment(cwd, environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    onStart((signal) => child.kill(signal));
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
  });
}
