/** `npm run bench`: the figures of docs/performance.md, in one run; the functions are those of the last build. */

import { setMaxListeners } from 'node:events';
import { CONCURRENT_USERS, RETRIES } from '../rule/aws/pace.ts';
import { type Calls, countCalls } from './calls/count.ts';
import { printBills } from './cost/tables.ts';
import { type Scenario, simulate } from './quota/simulate.ts';
import { printStartAndSize } from './start/tables.ts';
import { row, rows } from './table.ts';

const USERS = 5_000;
const RATES = [10, 20, 50];
const SHARES = [0.01, 0.3];

// One listener a call under way; those who measure with more than ten know.
setMaxListeners(0);
process.stdout.write(`Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`);
await quota();
await alternatives();
await calls();
await printBills(USERS, SHARES);
await printStartAndSize();

async function quota(): Promise<void> {
  rows(`${USERS} users, IAM as a token bucket`, [
    ...['calls/s', 'two keys', 'seconds', 'IAM calls', 'thrown back', 'use', 'evaluated', 'failures'],
  ]);
  for (const rate of RATES) {
    for (const share of SHARES) await play(`${rate}`, { users: USERS, share, rate });
  }
}

async function alternatives(): Promise<void> {
  rows('Paced otherwise, 30 % with two keys', [
    ...[
      'retries, users at once, ms',
      'two keys',
      'seconds',
      'IAM calls',
      'thrown back',
      'use',
      'evaluated',
      'failures',
    ],
  ]);
  const paces = [
    { retries: { retryMode: 'standard', maxAttempts: 3 } },
    { retries: { retryMode: 'standard', maxAttempts: 8 } },
    ...[1, 3, 5, 8, 16].map((concurrentUsers) => ({ concurrentUsers })),
    ...[20, 100, 150].map((latency) => ({ latency })),
    { concurrentUsers: 8, latency: 100 },
  ] as const;
  for (const rate of RATES) {
    for (const pace of paces) {
      const {
        retries = RETRIES,
        concurrentUsers = CONCURRENT_USERS,
        latency = 50,
      } = pace as Partial<Scenario>;
      const name = `${rate}/s: ${retries.retryMode} ${retries.maxAttempts}, ${concurrentUsers}, ${latency}`;
      await play(name, { users: USERS, share: 0.3, rate, ...pace });
    }
  }
}

async function play(name: string, scenario: Scenario): Promise<void> {
  const { seconds, served, throttled, use, evaluated, failures } = await simulate(scenario);
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  row([
    name,
    percent(scenario.share),
    seconds.toFixed(0),
    served,
    throttled,
    percent(use),
    evaluated,
    failures,
  ]);
}

async function calls(): Promise<void> {
  rows('Calls of one evaluation, a third of the users with two keys', [
    'users',
    'first',
    'second',
    'of the second',
  ]);
  for (const users of [50, 500, USERS]) {
    const [first, second] = await countCalls(users, 1 / 3);
    row([
      users,
      sum(first),
      sum(second),
      Object.entries(second)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    ]);
  }
}

function sum(calls: Calls): number {
  return Object.values(calls).reduce((total, count) => total + count, 0);
}
