import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { runCli } from './cli.ts';
import { EXIT, type ExitCode } from './command-line/exit-codes.ts';
import { askOn } from './terminal/confirm.ts';

/**
 * Signals that ask a command to end with what is known so far, and the exit codes that shells expect then.
 */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * How long a command may take to end after a signal, in milliseconds; it takes longer only if a call hangs.
 */
const SHUTDOWN_GRACE_MS = 3_000;

/** Runs the command line of this process. */
export async function main(): Promise<void> {
  const { stdout, stderr } = process;
  const interruption = listenForInterruption();
  const code = await runCli(process.argv.slice(2), {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    isWatched: Boolean(stderr.isTTY),
    canAsk: Boolean(process.stdin.isTTY),
    width: Math.min(stdout.columns || 120, 160),
    now: () => new Date(),
    wait: pause,
    ask: askOn(process, () => interruption.interrupt()),
    interruption: interruption.signal,
  });
  for (const stream of [stdout, stderr]) await flushed(stream);
  // A call that was abandoned may still hang, and would keep the process alive.
  process.exit(interruption.exitCodeOf(code));
}

interface Interruption {
  readonly signal: AbortSignal;
  /** The exit code of a command that returned this one: its output may be missing, or a signal ended it. */
  readonly exitCodeOf: (code: ExitCode) => number;
  /** Asks the command to end with what is known so far. */
  readonly interrupt: () => void;
}

/** Interrupts the command at a signal, and if its output can no longer be written. */
function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let interruptedCode: number = EXIT.interrupted;
  const interrupt = (code: number) => {
    interruptedCode = code;
    controller.abort();
  };
  // The first signal asks the command to end; a second one ends the process at once.
  for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => interrupt(code));
  const isOutputLost = listenForLostOutput(() => interrupt(EXIT.failed));
  const exitCodeOf = (code: ExitCode) => {
    if (isOutputLost()) return EXIT.failed;
    return code === EXIT.interrupted ? interruptedCode : code;
  };
  // Each user that is being read adds a listener; Node.js warns about the eleventh.
  setMaxListeners(0, controller.signal);
  controller.signal.addEventListener('abort', () => exitAfterGrace(() => exitCodeOf(EXIT.interrupted)));
  return { signal: controller.signal, exitCodeOf, interrupt: () => controller.abort() };
}

/**
 * The command ends in order if the reader has closed the pipe, as `head` does, or the disk is full. Returns
 * whether output was lost: not if the reader wants no more of it.
 */
function listenForLostOutput(end: () => void): () => boolean {
  const { stdout, stderr } = process;
  let isLost = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      isLost = true;
      stderr.write(`Standard output: ${error.message}\n`);
    }
    end();
  });
  stderr.on('error', () => {}); // An error that cannot be written cannot be reported.
  return () => isLost;
}

/** Ends the process if an abandoned call keeps it alive. */
function exitAfterGrace(exitCode: () => number): void {
  setTimeout(() => {
    process.stderr.write('Interrupted: AWS did not answer.\n');
    process.exit(exitCode());
  }, SHUTDOWN_GRACE_MS).unref();
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
