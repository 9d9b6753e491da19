import { printRow, printTableHeader } from '../table.ts';
import { priceOf } from './price.ts';
import { countRecorded } from './recorded.ts';

/** Hourly runs in a month of 30 days. */
const RUNS_PER_MONTH = 30 * 24;

/** Prints the table of the evaluations that Config bills for hourly runs in a month in which no user changes. */
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
      const month = first + (RUNS_PER_MONTH - 1) * next;
      printRow([reporting, `${share * 100} %`, first, next, month, priceOf(month).toFixed(2)]);
    }
  }
}
