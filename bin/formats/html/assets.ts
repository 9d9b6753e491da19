import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A text inside the file, and the source expression by which the Content-Security-Policy allows it and no other. */
export interface Asset {
  readonly text: string;
  readonly source: string;
}

/** Joins files of ours, and hashes them as a browser does: it reads CR LF, as of a checkout on Windows, as LF. */
function asset(...names: readonly string[]): Asset {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const text = names.map(read).join('\n').replaceAll('\r\n', '\n');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

/** How the report looks. */
export const STYLE: Asset = asset(
  'style/colors.css',
  'style/page.css',
  'style/figures.css',
  'style/tables.css',
  'style/users.css',
  'style/narrow.css',
  'style/print.css',
);

/** What sorts and filters. */
export const SCRIPT: Asset = asset('report.js');
