import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * A text in the file, and the source expression with which the Content-Security-Policy allows only this text.
 */
export interface Asset {
  readonly text: string;
  readonly source: string;
}

/** Joins files and hashes them as a browser does: it converts CR LF, as in a checkout on Windows, to LF. */
function asset(...names: readonly string[]): Asset {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const text = names.map(read).join('\n').replaceAll('\r\n', '\n');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

/** The style sheet of the report. */
export const STYLE: Asset = asset(
  'style/colors.css',
  'style/page.css',
  'style/figures.css',
  'style/tables.css',
  'style/users.css',
  'style/narrow.css',
  'style/print.css',
);

/** The script that sorts and filters the tables. */
export const SCRIPT: Asset = asset('report.js');
