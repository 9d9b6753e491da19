import { readFileSync } from 'node:fs';

/** What one of our roles may do to one kind of items: `PutItem`, … */
export type Documented = (role: string, kind: string) => readonly string[];

const page = readFileSync(new URL('../../../docs/ledger.md', import.meta.url), 'utf8');
const layout = readFileSync(new URL('../../../ledger/layout.ts', import.meta.url), 'utf8');

const HEADER = '| kind | PutItem | DeleteItem | Query |';
const ACTIONS = ['PutItem', 'DeleteItem', 'Query'];
const ROLES = ['remediation', 'reevaluation', 'rule', 'notification', 'reviewer'];

/**
 * What each role may do, by kind, from the table *Who may do what* of docs/ledger.md: the four functions,
 * reviewers and all other roles.
 */
export const accessTable: Readonly<Record<string, readonly (readonly string[])[]>> = Object.fromEntries(
  rowsBelow(page, HEADER).map(([kind = '', ...cells]) => {
    const named = cells.map(rolesIn);
    const actionsOf = (role: string) => ACTIONS.filter((_, index) => named[index]?.includes(role));
    return [kind.replaceAll('`', ''), [...ROLES.map(actionsOf), []]];
  }),
);

/** The roles in a cell; throws if it has another word than a role of the table or `none`. */
function rolesIn(cell: string): readonly string[] {
  if (cell === 'none') return [];
  const named = cell.replaceAll('`', '').split(', ');
  const unknown = named.filter((role) => !ROLES.includes(role));
  if (unknown.length > 0)
    throw new Error(`Expected none or ${ROLES.join(', ')}; received ${unknown.join(', ')}`);
  return named;
}

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
