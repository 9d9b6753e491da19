import { createInterface } from 'node:readline/promises';
import { UsageError } from '../command-line/errors.ts';

/** Asks a question; returns whether the answer was yes. */
export type Ask = (question: string) => Promise<boolean>;

/**
 * Asks on the terminal. Ctrl-C and the end of input mean no; Ctrl-C also calls `onInterrupt`. Throws
 * `UsageError` if there is no terminal: then `--yes` is required.
 */
export function askOn(
  { stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>,
  onInterrupt: () => void,
): Ask {
  return async (question) => {
    if (!stdin.isTTY) throw new UsageError(`expected --yes, since there is no terminal to ask: ${question}`);
    const terminal = createInterface({ input: stdin, output: stderr });
    // A question that is never answered would hang: when the terminal is closed, the answer is no.
    const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    terminal.once('SIGINT', () => {
      stderr.write('\n');
      onInterrupt();
      terminal.close();
    });
    try {
      const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
      return /^y(es)?$/i.test(answer.trim());
    } finally {
      terminal.close();
    }
  };
}
