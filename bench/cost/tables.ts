import { printRow, printTableHeader } from '../table.ts';
import { priceOf } from './price.ts';
import { countRecorded } from './recorded.ts';

const RUNS = 30 * 24;

/** The table of what Config bills for so many users, evaluated hourly for a month in which nothing changes. */
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
      const month = first + (RUNS - 1) * next;
      printRow([reporting, `${share * 100} %`, first, next, month, priceOf(month).toFixed(2)]);
    }
  }
}
