/**
 * A command for a POSIX shell, made of words that come from the account: a word is never more than one
 * argument, whatever its text.
 */

import { UNSAFE_CHARACTERS } from '../../formats/clean.ts';
import { inSingleQuotes } from '../../terminal/shell-quotes.ts';

/**
 * What every shell takes as it stands. A word that begins with `=` or `~`, for example, means something else
 * to some.
 */
const PLAIN = /^[A-Za-z0-9_/.-][A-Za-z0-9_/.:,=@+-]*$/;

/**
 * The words as a line of a shell, each of them quoted if it has to be. Null if a word has a character that a
 * terminal would interpret: a command without it would be another command.
 */
export function commandLine(words: readonly string[]): string | null {
  if (words.some((word) => word.search(UNSAFE_CHARACTERS) >= 0)) return null;
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : inSingleQuotes(word);
}
