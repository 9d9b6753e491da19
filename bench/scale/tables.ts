import { ASSUMPTIONS } from './assumptions.ts';
import { LINES } from './bill.ts';
import { minutesOfRollout, type Part, ROLLOUTS } from './rollout.ts';

/** The numbers of accounts, the columns of the tables. */
const SIZES = [10, 100, 1_000, 10_000];

/** A table of docs/organization.md. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Lines<T> = Readonly<Record<string, T>>;

/** All tables of docs/organization.md that are computed. */
export const TABLES: readonly Table[] = [
  bySize('How long a deployment takes, fast to slow', ROLLOUTS, range),
  bySize('USD a month', LINES, (usd, accounts) => money(usd(accounts))),
];

function bySize<T>(title: string, lines: Lines<T>, cell: (line: T, accounts: number) => string): Table {
  const columns = ['', ...SIZES.map((size) => `${size.toLocaleString('en')} accounts`)];
  const rows = Object.entries(lines).map(([name, line]) => [name, ...SIZES.map((size) => cell(line, size))]);
  return { title, columns, rows };
}

/** The unit is said once if both ends have the same. */
function range(parts: readonly Part[], accounts: number): string {
  const ends = [ASSUMPTIONS.fast, ASSUMPTIONS.slow].map((assumptions) =>
    duration(minutesOfRollout(parts, accounts, assumptions)),
  );
  return ends.join(' to ').replace(/ (min|h) to (\d+) \1$/, ' to $2 $1');
}

/** Below two hours in minutes, else in hours. */
function duration(minutes: number): string {
  return minutes < 120 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 60)} h`;
}

/** With cents below a hundred USD. */
function money(usd: number): string {
  const digits = usd < 100 ? 2 : 0;
  return usd.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
