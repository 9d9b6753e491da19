import { runCli } from '../../bin/cli.ts';
import type { Io } from '../../bin/io.ts';

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process, on `--sandbox` unless it says otherwise. */
export async function run(args: readonly string[], io: Partial<Io> = {}): Promise<Ended> {
  let [out, err] = ['', ''];
  const code = await runCli(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isWatched: false,
    width: 120,
    now: () => new Date('2026-11-21T09:00:00.000Z'),
    wait: async () => {},
    ask: async () => false,
    interruption: new AbortController().signal,
    ...io,
  });
  return { code, out, err };
}

/** Runs a command on the sandbox account. */
export const runInSandbox = (command: string, io: Partial<Io> = {}): Promise<Ended> =>
  run([...command.split(' '), '--sandbox'], io);
