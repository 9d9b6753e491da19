import { createInterface } from 'node:readline/promises';
import { UsageError } from './errors.ts';

/** Asks a person; answers whether the answer was yes. */
export type Ask = (question: string) => Promise<boolean>;

/** Asks on the terminal. Where there is none to ask on, it is wrong usage not to have said yes beforehand. */
export function askOn({ stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>): Ask {
  return async (question) => {
    if (!stdin.isTTY) throw new UsageError(`expected --yes, since nobody is there to be asked: ${question}`);
    const terminal = createInterface({ input: stdin, output: stderr });
    try {
      return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
    } finally {
      terminal.close();
    }
  };
}
