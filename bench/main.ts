/** `npm run bench` prints the figures of docs/performance.md; the sizes and starts are those of the last build. */

import { setMaxListeners } from 'node:events';
import { CONCURRENT_USERS } from '../aws/pace.ts';
import { printCalls, printEvents } from './calls/tables.ts';
import { printCommandStart, printVerify, VERIFY_SHARES, VERIFY_USERS } from './command/tables.ts';
import { printBill, printBills } from './cost/tables.ts';
import { SHORT_OF_TIME } from './quota/claims.ts';
import type { Limit } from './quota/limited-iam.ts';
import { simulateRetries } from './quota/runs.ts';
import { ADAPTIVE, type Scenario } from './quota/scenario.ts';
import { simulate } from './quota/simulate.ts';
import { printStartAndSize } from './start/tables.ts';
import { percent, printRow, printTableHeader } from './table.ts';

const USERS = 5_000;
const RATES = [10, 20, 50];
const SHARES = [0.01, 0.3];

// Each call in progress listens to the run's deadline; Node.js would warn of more than ten listeners.
setMaxListeners(0);
process.stdout.write(`Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`);
await printEvents([50, 500, USERS, 50_000]);
await printCalls([50, 500, USERS]);
await printQuota();
await printRetries();
await printPaces();
await printDisturbances();
printBill([60, 100, 500, USERS], [1, 10, 100]);
await printBills(USERS, SHARES);
await printStartAndSize();
await printCommandStart();
await printVerify(VERIFY_USERS, VERIFY_SHARES);

async function printQuota(): Promise<void> {
  printScenarioHeader(`${USERS} users, IAM as a token bucket`, 'calls/s');
  for (const rate of RATES) {
    for (const share of SHARES) await printScenario(`${rate}`, { users: USERS, share, rate });
  }
}

async function printRetries(): Promise<void> {
  const { users, rate, share } = SHORT_OF_TIME;
  const title = `${users} users, ${rate} calls a second, ${percent(share)} with two keys: Lambda’s attempts`;
  printTableHeader(title, [
    'attempt',
    'seconds',
    'evaluated',
    'left by this attempt',
    'reported by any so far',
    'left by all so far',
  ]);
  for (const [index, run] of (await simulateRetries(SHORT_OF_TIME)).entries()) {
    const { seconds, reached, failures, reported } = run;
    printRow([index + 1, seconds.toFixed(0), reached, failures, reported, users - reported]);
  }
}

async function printPaces(): Promise<void> {
  printScenarioHeader('Other paces, 30 % with two keys', 'pace, users at once, ms');
  const paces: Partial<Scenario>[] = [
    ...[3, 8].map((maxAttempts) => ({
      retries: { retryMode: 'standard' as const, maxAttempts },
      concurrentUsers: 5,
    })),
    ADAPTIVE,
    ...[100, 150].map((latencyMs) => ({ ...ADAPTIVE, latencyMs })),
    { ...ADAPTIVE, concurrentUsers: 8, latencyMs: 100 },
    { ...ADAPTIVE, concurrentUsers: 16 },
    { concurrentUsers: 16 },
    ...[20, 100, 150].map((latencyMs) => ({ latencyMs })),
  ];
  for (const rate of RATES) {
    for (const pace of paces) {
      await printScenario(`${rate}/s: ${nameOf(pace)}`, { users: USERS, share: 0.3, rate, ...pace });
    }
  }
}

function nameOf({ retries, concurrentUsers = CONCURRENT_USERS, latencyMs = 50 }: Partial<Scenario>): string {
  const pace = retries ? `${retries.retryMode} ${retries.maxAttempts}` : 'limiter';
  return `${pace}, ${concurrentUsers}, ${latencyMs}`;
}

async function printDisturbances(): Promise<void> {
  printTableHeader(
    '30 % with two keys; another client makes 30 % of the calls, IAM halves its rate from second 60 to ' +
      'second 140, or IAM serves nothing for 5 s every two minutes',
    ['pace, users at once, ms', 'seconds', 'throttled', 'use', 'neighbour throttled'],
  );
  const cases: [string, Limit][] = [
    ...RATES.map((rate): [string, Limit] => [`${rate}/s, shared`, { rate, neighbour: 0.3 }]),
    ['50/s, halved', { rate: 50, halved: [60, 140] }],
    ['20/s, paused', { rate: 20, paused: { for: 5, every: 120 } }],
  ];
  for (const [name, limit] of cases) {
    for (const pace of [{}, ADAPTIVE]) {
      const { seconds, throttled, use, neighbourThrottled } = await simulate({
        users: USERS,
        share: 0.3,
        ...limit,
        ...pace,
      });
      const shared = limit.neighbour ? percent(neighbourThrottled) : '';
      printRow([`${name}: ${nameOf(pace)}`, seconds.toFixed(0), throttled, percent(use), shared]);
    }
  }
}

/** The columns are those of `printScenario`, whose first one depends on the table. */
function printScenarioHeader(title: string, name: string): void {
  printTableHeader(title, [
    name,
    'two keys',
    'seconds',
    'IAM calls',
    'throttled',
    'use',
    'evaluated',
    'failures',
  ]);
}

async function printScenario(name: string, scenario: Scenario): Promise<void> {
  const { seconds, served, throttled, use, evaluated, failures } = await simulate(scenario);
  printRow([
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
