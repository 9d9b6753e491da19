import { setTimeout as pause } from 'node:timers/promises';
import { explain } from '../bin/account/aws-errors.ts';
import { UsageError } from '../bin/command-line/errors.ts';
import { EXIT } from '../bin/command-line/exit-codes.ts';
import { askOn } from '../bin/terminal/confirm.ts';
import { connect } from './clients.ts';
import { NotOursError } from './errors.ts';
import type { Run } from './run.ts';
import { PERSONS_KEY, serveSandbox, targetOf } from './sandbox.ts';
import { verifyInAws } from './verify-in-aws.ts';

/** A run on AWS, or with `--sandbox` on an account in memory, where nothing has to be asked. */
async function main(args: readonly string[]): Promise<void> {
  const { stdout, stderr } = process;
  const controller = new AbortController();
  listenForTheEnd(() => controller.abort());
  const terminal = {
    out: (text: string) => stdout.write(text),
    err: (text: string) => stderr.write(text),
    width: Math.min(stdout.columns || 120, 160),
    signal: controller.signal,
  };
  if (args.length === 1 && args[0] === '--sandbox') {
    process.exitCode = await runOnSandbox(terminal);
  } else if (args.length === 0) {
    if (!process.stdin.isTTY)
      throw new UsageError('expected a terminal, since the program asks before it begins');
    process.exitCode = await verifyInAws({
      ...terminal,
      clientsOf: (credentials) => connect({}, credentials),
      ask: askOn(process, () => controller.abort()),
      now: () => new Date(),
      wait: (milliseconds) => pauseUnlessAborted(milliseconds, controller.signal),
    });
  } else {
    throw new UsageError(`expected --sandbox or nothing; received ${args.join(' ')}`);
  }
}

/**
 * Calls `end` at each signal, and if the program that reads the output has ended; by default both would end
 * the process, and the test user would stay. Not only once: that holds during the removal, too.
 */
function listenForTheEnd(end: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', end);
}

/** Ends early at a signal; the caller looks at the signal. */
async function pauseUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  // The removal waits after the signal, too.
  if (signal.aborted) await pause(milliseconds);
  else await pause(milliseconds, undefined, { signal }).catch(() => {});
}

async function runOnSandbox(terminal: Pick<Run, 'out' | 'err' | 'width' | 'signal'>): Promise<number> {
  const sandbox = await serveSandbox();
  const { account, server } = sandbox;
  try {
    return await verifyInAws({
      ...terminal,
      clientsOf: (credentials = PERSONS_KEY) => connect(targetOf(sandbox), credentials),
      ask: async () => true,
      now: account.clock.now,
      wait: (milliseconds) => account.clock.wait(milliseconds),
    });
  } finally {
    await server.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isOurs = error instanceof NotOursError || error instanceof UsageError;
  process.stderr.write(`${isOurs ? error.message : explain(error)}\n`);
  process.exitCode = isOurs ? EXIT.usage : EXIT.failed;
}
