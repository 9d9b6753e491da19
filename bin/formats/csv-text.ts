import { stringify } from 'csv-stringify/sync';
import { clean } from './clean.ts';

/**
 * CSV with a header (RFC 4180); a column that a row lacks is empty. A value that a spreadsheet would
 * interpret as a formula, such as the user name `=cmd` or `@sum`, begins with an apostrophe; what a terminal
 * would interpret is a space.
 */
export function toCsvText(rows: readonly object[], columns: readonly string[]): string {
  return stringify([...rows], {
    columns: [...columns],
    header: true,
    escape_formulas: true,
    cast: { string: harmless },
    record_delimiter: 'windows',
  });
}

/** `escape_formulas` looks only at the first character, but a spreadsheet may pass over spaces before it. */
function harmless(text: string): string {
  const cleaned = clean(text);
  return /^\s+[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(cleaned) ? `'${cleaned}` : cleaned;
}
