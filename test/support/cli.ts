import { onTestFinished, vi } from 'vitest';
import { runCli } from '../../bin/cli.ts';
import type { Io } from '../../bin/terminal/io.ts';
import { bareEnvironment, emptyFolder } from './bare-environment.ts';

/** The exit code and the output of a command. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process, on `--sandbox` unless it says otherwise. */
export async function run(args: readonly string[], io: Partial<Io> = {}): Promise<CommandResult> {
  let [out, err] = ['', ''];
  const code = await runCli(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isWatched: false,
    canAsk: false,
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
export const runInSandbox = (command: string, io: Partial<Io> = {}): Promise<CommandResult> =>
  run([...command.split(' '), '--sandbox'], io);

/** Runs a command in this process with the given environment only, as if it had a process of its own. */
export function runIn(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  io: Partial<Io> = {},
): Promise<CommandResult> {
  const bare = bareEnvironment(emptyFolder(), environment);
  for (const name of [...Object.keys(process.env), ...SET_BY_COMMANDS]) {
    if (/^(AWS_|HOME$|USERPROFILE$)/.test(name)) vi.stubEnv(name, undefined);
  }
  for (const [name, value] of Object.entries(bare)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  return run(args, io);
}

/** Variables that a command may set; each test must end with the environment with which it began. */
const SET_BY_COMMANDS = ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
