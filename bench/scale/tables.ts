import { ASSUMPTIONS, type Assumptions } from './assumptions.ts';
import { LINES } from './bill.ts';
import { CALLS, messagesPerSecond } from './calls.ts';
import { CLI_WAIT_MINUTES, HANDLER_WAIT_MINUTES, STACK_SET_WAIT_MINUTES } from './limits.ts';
import { firstBeyond, minutesOfPart, minutesOfRollout, ROLLOUTS } from './rollout.ts';
import { accountsAtOnce, toleratedFailures } from './stack-set.ts';

/** The numbers of accounts, the columns of most tables. */
const SIZES = [10, 100, 1_000, 10_000];

/** A table of docs/scale.md. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Time = (accounts: number, assumptions: Assumptions) => number;

type Lines<T> = Readonly<Record<string, T>>;

const BOTH = [ASSUMPTIONS.fast, ASSUMPTIONS.slow];

const PARTS: Lines<Time> = {
  'StackSet of the functions': (...of) => minutesOfPart('functions', ...of),
  'then StackSet of the forwarding': (...of) => minutesOfPart('forwarding', ...of),
  'and at the same time the pack': (...of) => minutesOfPart('pack', ...of),
};

const WHOLE = mapValues(
  ROLLOUTS,
  (parts): Time =>
    (...of) =>
      minutesOfRollout(parts, ...of),
);

const TIMES = mapValues({ ...PARTS, ...WHOLE }, (time) => (accounts: number) => {
  const [fast, slow] = BOTH.map((assumptions) => duration(time(accounts, assumptions)));
  return `${fast} to ${slow}`;
});

const GROWTH: Lines<(accounts: number) => number> = {
  'accounts at a time, `MaxConcurrentPercentage=25`': (accounts) => accountsAtOnce(accounts),
  'accounts that may fail, `FailureTolerancePercentage=50`': toleratedFailures,
  ...CALLS,
  'messages a second of the first evaluation, fast': messagesPerSecond,
};

/** All tables of docs/scale.md that are computed. */
export const TABLES: readonly Table[] = [
  bySize('How long a deployment takes, fast to slow', TIMES),
  {
    title: 'From how many accounts on a limit is passed',
    columns: ['', 'fast', 'slow'],
    rows: [
      ...Object.entries(WHOLE).map(([name, time]) => beyond(`1 h: ${name}`, CLI_WAIT_MINUTES, time)),
      beyond('2 h: the pack', HANDLER_WAIT_MINUTES, (...of) => minutesOfPart('pack', ...of)),
      beyond('24 h: the StackSet of the functions', STACK_SET_WAIT_MINUTES, (...of) =>
        minutesOfPart('functions', ...of),
      ),
    ],
  },
  bySize(
    'What grows',
    mapValues(GROWTH, (number) => (accounts: number) => count(number(accounts))),
  ),
  bySize(
    'USD a month',
    mapValues(LINES, (usd) => (accounts: number) => money(usd(accounts))),
  ),
];

function bySize(title: string, lines: Lines<(accounts: number) => string>): Table {
  const columns = ['', ...SIZES.map((size) => `${count(size)} accounts`)];
  return { title, columns, rows: Object.entries(lines).map(([name, cell]) => [name, ...SIZES.map(cell)]) };
}

function beyond(name: string, limit: number, time: Time): readonly string[] {
  const first = BOTH.map((assumptions) => firstBeyond(limit, (accounts) => time(accounts, assumptions)));
  return [name, ...first.map((accounts) => (accounts ? `${count(accounts)} accounts` : 'beyond 10,000'))];
}

function count(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: value < 100 ? 2 : 5 });
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

function mapValues<T, U>(lines: Lines<T>, to: (value: T) => U): Lines<U> {
  return Object.fromEntries(Object.entries(lines).map(([name, value]) => [name, to(value)]));
}
