import { onTestFinished, vi } from 'vitest';
import { runCli } from '../../bin/cli.ts';
import type { Io } from '../../bin/io.ts';
import { bareEnvironment, emptyFolder } from './bare-environment.ts';

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

/** Runs a command in this process as a process of its own would be run, with this environment and no other. */
export function runIn(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  io: Partial<Io> = {},
): Promise<Ended> {
  const bare = bareEnvironment(emptyFolder(), environment);
  for (const name of [...Object.keys(process.env), ...SET_BY_COMMANDS]) {
    if (/^(AWS_|HOME$|USERPROFILE$)/.test(name)) vi.stubEnv(name, undefined);
  }
  for (const [name, value] of Object.entries(bare)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  return run(args, io);
}

/** What a command may set in its own environment, which has to be as before afterwards. */
const SET_BY_COMMANDS = ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
