import type { DecisionKey, DecisionRow } from '../row.ts';

/**
 * The columns of a decision file: what was read, then what people fill in. In the columns of keys, the values
 * of the keys stand in the order of `accessKeyIds`, separated by semicolons.
 */
export const COLUMNS = [
  'accountId',
  'userName',
  'userId',
  'readAt',
  'privileged',
  'tags',
  'accessKeyIds',
  'ageDays',
  'lastUsedAt',
  'unusedDays',
  'suggestedKeep',
  'refusalCode',
  'explanation',
  'keep',
  'exemptUntil',
  'reason',
  'owner',
  'decidedBy',
  'ticket',
] as const;

/** The name of a column. */
export type Column = (typeof COLUMNS)[number];

/** The cells of a row, by column. */
export type Cells = Readonly<Record<Column, string>>;

const SEPARATOR = '; ';

const NEVER = 'never';

/** The cells of a row, without the apostrophes that protect a spreadsheet. */
export function cellsOf({ keys, ...texts }: DecisionRow): Cells {
  const listOf = (of: (key: DecisionKey) => string | number) => keys.map(of).join(SEPARATOR);
  return {
    ...texts,
    accessKeyIds: listOf(({ accessKeyId }) => accessKeyId),
    ageDays: listOf(({ ageDays }) => ageDays),
    lastUsedAt: listOf(({ lastUsedAt }) => lastUsedAt ?? NEVER),
    unusedDays: listOf(({ unusedDays }) => unusedDays),
  };
}

/**
 * The row in cells. A list that is too short, and a number that is none, become values that no key can have.
 */
export function rowOfCells(cells: Cells): DecisionRow {
  const { accessKeyIds, ageDays, lastUsedAt, unusedDays, ...texts } = cells;
  const [ids, ages, uses, unused] = [accessKeyIds, ageDays, lastUsedAt, unusedDays].map(itemsOf);
  const count = Math.max(...[ids, ages, uses, unused].map((items) => items?.length ?? 0));
  const keys = Array.from({ length: count }, (_, n) => ({
    accessKeyId: ids?.[n] ?? '',
    ageDays: daysIn(ages?.[n]),
    lastUsedAt: uses?.[n] === NEVER ? null : (uses?.[n] ?? ''),
    unusedDays: daysIn(unused?.[n]),
  }));
  return { ...texts, accountId: texts.accountId.trim(), userId: texts.userId.trim(), keys };
}

function itemsOf(cell: string): readonly string[] {
  return cell.split(/[;\s]+/).filter((item) => item !== '');
}

function daysIn(item = ''): number {
  return /^\d{1,6}$/.test(item) ? Number(item) : Number.NaN;
}
