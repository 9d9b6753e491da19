/**
 * A word as one argument of a POSIX shell: within single quotes it interprets nothing but the single quote.
 */
export function inSingleQuotes(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
