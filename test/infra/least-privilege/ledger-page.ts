import { readFileSync } from 'node:fs';

/** What one of our roles may do to one kind of items: `PutItem`, … */
export type Documented = (role: string, kind: string) => readonly string[];

const page = readFileSync(new URL('../../../docs/ledger.md', import.meta.url), 'utf8');
const layout = readFileSync(new URL('../../../ledger/layout.ts', import.meta.url), 'utf8');

const HEADER =
  '| Kind | `one-active-key-remediation` | `one-active-key-reevaluation` | `one-active-key-rule` | `one-active-key-notification` | `one-active-key-reviewer` | all other roles |';

/**
 * The rows of the table *Who may do what* of docs/ledger.md, by kind: the cells of the four functions, of
 * reviewers and of all other roles.
 */
export const accessTable: Readonly<Record<string, readonly (readonly string[])[]>> = Object.fromEntries(
  rowsBelow(page, HEADER).map(([kind = '', ...cells]) => [
    kind.replaceAll('`', ''),
    cells.map((cell) => (cell === 'none' ? [] : cell.split(', '))),
  ]),
);

/** The kinds in the table of items of docs/ledger.md, and in that of the comment in ledger/layout.ts. */
export const kindsOf = {
  'docs/ledger.md': kindsIn(rowsBelow(page, '| `pk` | `sk` | further attributes |')),
  'ledger/layout.ts': kindsIn(
    rowsBelow(layout.replaceAll('\n * |', '\n|'), '| pk | sk | further attributes |'),
  ),
};

function kindsIn(rows: readonly (readonly string[])[]): string[] {
  return rows.map(([kind = '']) => kind.replaceAll('`', ''));
}

/** The cells of the rows of a Markdown table; throws if there is not one table with this header. */
function rowsBelow(text: string, header: string): string[][] {
  const [, after, ...others] = text.split(`${header}\n`);
  if (after === undefined || others.length > 0)
    throw new Error(`Expected one table with the header ${header}`);
  const [, ...lines] = (after.match(/^(\|.*\n)+/)?.[0] ?? '').trimEnd().split('\n');
  return lines.map((line) => line.slice(2, -2).split(' | '));
}
