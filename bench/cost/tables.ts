import { printRow, printTableHeader } from '../table.ts';
import { DAYS, evaluationsIn, type Month } from './bill.ts';
import { priceOf } from './price.ts';
import { countRecorded } from './recorded.ts';

/** The numbers of sweeps a day and the reporting, by the column of the bill. */
const COLUMNS = {
  'daily, `All`': { sweepsPerDay: 1, reporting: 'All' },
  'daily, `Changes`': { sweepsPerDay: 1, reporting: 'Changes' },
  'hourly, `All`': { sweepsPerDay: 24, reporting: 'All' },
  'hourly, `Changes`': { sweepsPerDay: 24, reporting: 'Changes' },
} as const satisfies Readonly<Record<string, Pick<Month, 'sweepsPerDay' | 'reporting'>>>;

/**
 * The prices of a month in USD, one for each number of changes a day, by the column of the bill; 1 % of the
 * users are NON_COMPLIANT.
 */
export function billOf(users: number, changes: readonly number[]): readonly string[] {
  const nonCompliant = Math.ceil(users / 100);
  return Object.values(COLUMNS).map((column) =>
    changes
      .map((changesPerDay) => evaluationsIn({ users, nonCompliant, changesPerDay, ...column }))
      .map((evaluations) => priceOf(evaluations).toFixed(2))
      .join(' / '),
  );
}

/** Prints the bill of a month, by the number of users and of changes a day. */
export function printBill(sizes: readonly number[], changes: readonly number[]): void {
  const title = `USD a month with ${changes.join(' / ')} changes a day, 1 % of the users with two keys`;
  printTableHeader(title, ['users', ...Object.keys(COLUMNS)]);
  for (const users of sizes) printRow([users, ...billOf(users, changes)]);
}

/**
 * Prints the table of the evaluations that Config bills for hourly runs in a month in which no user changes.
 */
export async function printBills(users: number, shares: readonly number[]): Promise<void> {
  printTableHeader(`Evaluations that Config bills, ${users} users hourly, no changes`, [
    'reporting',
    'two keys',
    'first run',
    'next run',
    'a month',
    'USD',
  ]);
  for (const share of shares) {
    for (const reporting of ['All', 'Changes'] as const) {
      const [first, next] = await countRecorded(users, share, reporting);
      const month = first + (DAYS * 24 - 1) * next;
      printRow([reporting, `${share * 100} %`, first, next, month, priceOf(month).toFixed(2)]);
    }
  }
}
