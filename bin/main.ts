import { setMaxListeners } from 'node:events';
import { runCli } from './cli.ts';
import { askOn } from './confirm.ts';
import { EXIT } from './exit-codes.ts';
import { pause } from './runbooks/executions.ts';

/** Signals that ask a command to end with what is known, and the codes with which shells expect it to end. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** How long a command that was asked to end may take for it, in milliseconds; it needs a moment, unless a call hangs. */
const SHUTDOWN_GRACE_MS = 3_000;

/** Runs the command line of this process. */
export async function main(): Promise<void> {
  const { stdout, stderr } = process;
  const interruption = new AbortController();
  let interruptedCode: number = EXIT.interrupted;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    // The first one asks to end; a second one ends at once, as usual.
    process.once(signal, () => {
      interruptedCode = code;
      interruption.abort();
    });
  }
  // Nobody reads on, `head` for one, or the disk is full: what is under way is brought to an orderly end.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') stderr.write(`Standard output: ${error.message}\n`);
    interruptedCode = EXIT.failed;
    interruption.abort();
  });
  stderr.on('error', () => {}); // There is nobody left to be told.
  // One for each user who is read, and this one: more than the ten of which Node would warn.
  setMaxListeners(0, interruption.signal);
  interruption.signal.addEventListener('abort', () => {
    setTimeout(() => {
      stderr.write('Broken off: AWS did not answer.\n');
      process.exit(interruptedCode);
    }, SHUTDOWN_GRACE_MS).unref();
  });
  const code = await runCli(process.argv.slice(2), {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    isWatched: Boolean(stderr.isTTY),
    width: Math.min(stdout.columns || 120, 160),
    now: () => new Date(),
    wait: pause,
    ask: askOn(process, () => interruption.abort()),
    interruption: interruption.signal,
  });
  for (const stream of [stdout, stderr]) await flushed(stream);
  // What was broken off may hang still, and would keep the process.
  process.exit(code === EXIT.interrupted ? interruptedCode : code);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
