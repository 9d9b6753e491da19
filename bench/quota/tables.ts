import { CONCURRENT_USERS } from '../../aws/pace.ts';
import { percent, printRow, printTableHeader } from '../table.ts';
import { SHORT_OF_TIME } from './claims.ts';
import type { Limit } from './limited-iam.ts';
import { simulateRetries } from './runs.ts';
import { ADAPTIVE, type Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

const USERS = 5_000;
const FEW_USERS = 100;
const RATES = [10, 20, 50];
const SHARES = [0.01, 0.3];

/** Prints every table of a rule that IAM throttles. */
export async function printQuotas(): Promise<void> {
  await printQuota();
  await printRetries();
  await printPaces();
  await printDisturbances();
}

async function printQuota(): Promise<void> {
  for (const users of [FEW_USERS, USERS]) await printRatesAndShares(users);
}

async function printRatesAndShares(users: number): Promise<void> {
  printScenarioHeader(`${users} users, IAM as a token bucket`, 'calls/s');
  for (const rate of RATES) {
    for (const share of SHARES) await printScenario(`${rate}`, { users, share, rate });
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
