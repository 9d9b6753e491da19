import { createInterface } from 'node:readline/promises';
import { UsageError } from './errors.ts';

/** Asks a person; answers whether the answer was yes. */
export type Ask = (question: string) => Promise<boolean>;

/**
 * Asks on the terminal. Ctrl-C at the question is told to `onInterrupt`; it and the end of input are no. Where there is no
 * terminal to ask on, it is wrong usage not to have said yes beforehand.
 */
export function askOn(
  { stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>,
  onInterrupt: () => void,
): Ask {
  return async (question) => {
    if (!stdin.isTTY) throw new UsageError(`expected --yes, since nobody is there to be asked: ${question}`);
    const terminal = createInterface({ input: stdin, output: stderr });
    // A question that is never answered would hang: closing it, by Ctrl-D or by us, is an answer, too.
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
