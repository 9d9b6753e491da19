import { runCli } from './cli.ts';
import { askOn } from './confirm.ts';
import { pause } from './runbooks/executions.ts';

/** Runs the command line of this process. */
export async function main(): Promise<void> {
  const { stdout, stderr } = process;
  const interruption = new AbortController();
  // The first Ctrl-C asks to end with what is known; a second one ends at once, as usual.
  process.once('SIGINT', () => interruption.abort());
  stdout.on('error', endQuietly);
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
  process.exit(code);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

/** A reader such as `head` that has seen enough closes the pipe: nothing is left to be done, and nothing is wrong. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
