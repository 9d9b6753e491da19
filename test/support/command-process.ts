import { spawn } from 'node:child_process';
import { inject } from 'vitest';
import { bareEnvironment, emptyFolder } from './bare-environment.ts';

/** The file of the bundled command line. */
export const commandFile = (): string => inject('commandBundle');

/** The exit code and the output of a process. */
export interface EndedProcess {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The options of a process. */
export interface ProcessOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Receives a function that sends a signal to the process. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** The default is the bundle. */
  readonly file?: string;
}

/** Runs the command line in a separate process. */
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
