import { type Clock, install } from '@sinonjs/fake-timers';
import { createLimiter } from '../../aws/limiter.ts';
import { CONCURRENT_USERS, RETRIES } from '../../aws/pace.ts';
import { NAMES, ruleFunctionArn } from '../../product/names.ts';
import { createRuleHandler } from '../../rule/handler.ts';
import type { RunLine } from '../../rule/run-line.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import type { SdkRetries } from '../../sandbox/clients.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { populate } from '../account.ts';
import { type Limit, limitIam } from './limited-iam.ts';

/** One evaluation of a whole account while IAM limits the rate of calls. */
export interface Scenario extends Limit {
  readonly users: number;
  /** The share of users with two active keys. */
  readonly share: number;
  /** The SDK's own retries in place of the deployed rule's limiter; the limiter if not given. */
  readonly retries?: SdkRetries;
  readonly concurrentUsers?: number;
  /**
   * The average latency of a request, in milliseconds; single latencies differ from it by up to a half. 50 if not
   * given.
   */
  readonly latencyMs?: number;
}

/**
 * The pace of the rule without the limiter: the SDK's adaptive mode, with the number of concurrent users that suits it
 * best.
 */
export const ADAPTIVE = { retries: RETRIES, concurrentUsers: 5 } as const;

/** The result of a scenario. */
export interface SimulationResult {
  /** The time until IAM served the last request, in seconds. */
  readonly seconds: number;
  /** The number of requests that IAM served, and of those that it throttled. */
  readonly served: number;
  readonly throttled: number;
  /** The part of the bucket's tokens, without the burst, that was used from the first request to the last. */
  readonly use: number;
  /** The part of the neighbour's requests that IAM throttled. */
  readonly neighbourThrottled: number;
  /** The number of users that were evaluated, and of those that the run reported as failures. */
  readonly evaluated: number;
  readonly failures: number;
  readonly functionError: string | undefined;
}

/** The timeout of the rule function in the template, in milliseconds. */
const LAMBDA_TIMEOUT_MS = 900_000;

/**
 * Simulates a scenario with the real rule and the SDK's real retries in virtual time: the fake clock replaces the
 * timers of this process, and advances to the next timer as soon as no other work is left.
 */
export async function simulate(scenario: Scenario): Promise<SimulationResult> {
  const clock = install({
    now: Date.parse('2026-11-21T09:00:00.000Z'),
    toFake: ['setTimeout', 'clearTimeout', 'Date'],
  });
  const { random } = Math;
  // The SDK's delays are random; a seed makes each run of a scenario the same.
  Math.random = seededRandom(1);
  try {
    roundDelaysAsNode(clock);
    return await runScenario(scenario, clock);
  } finally {
    Math.random = random;
    clock.uninstall();
  }
}

/**
 * Rounds delays as Node.js does: to whole milliseconds, and at least one (Node.js documentation, setTimeout). The SDK
 * relies on it.
 */
function roundDelaysAsNode(clock: Clock): void {
  const { setTimeout } = clock;
  const whole = (callback: () => void, delay = 1) => setTimeout(callback, Math.max(1, Math.trunc(delay)));
  globalThis.setTimeout = whole as unknown as typeof globalThis.setTimeout;
}

async function runScenario(scenario: Scenario, clock: Clock): Promise<SimulationResult> {
  const { users, share, concurrentUsers = CONCURRENT_USERS, latencyMs = 50 } = scenario;
  const account = createSandboxAccount({ startAt: new Date(clock.now) });
  populate(account, users, share);
  const limit = limitIam(account, scenario, clock);
  const random = seededRandom(1);
  // Latencies are random: with equal latencies, the retries of all requests would happen at the same time.
  const gate = () => new Promise<void>((resolve) => setTimeout(resolve, latencyMs * (0.5 + random())));
  const lines: RunLine[] = [];
  deploy(account, clock, {
    ...account.connect({ principal: 'rule', gate, ...pace(scenario, clock) }),
    concurrentUsers,
    notes: undefined,
    now: () => new Date(clock.now),
    log: (line: RunLine) => lines.push(line),
  });
  const { functionError } = await advanceUntilDone(clock, account.configRules.evaluate(NAMES.configRule));
  return {
    ...limit(),
    evaluated: account.configRules.results(NAMES.configRule).length,
    failures: lines[0]?.failures ?? Number.NaN,
    functionError,
  };
}

function pace({ retries }: Scenario, clock: Clock) {
  if (retries) return { retries };
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const iamRetryStrategy = createLimiter({ now: () => clock.now, wait, random: Math.random });
  return { retries: RETRIES, iamRetryStrategy };
}

type Services = Omit<Parameters<typeof createRuleHandler>[0], 'deadlineIn'>;

function deploy(account: SandboxAccount, clock: Clock, services: Services): void {
  const deadlineIn = (milliseconds: number) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), milliseconds);
    return controller.signal;
  };
  const handler = createRuleHandler({ ...services, deadlineIn });
  const endsAt = clock.now + LAMBDA_TIMEOUT_MS;
  account.functions.register(NAMES.ruleFunction, (event) =>
    handler(event, { getRemainingTimeInMillis: () => endsAt - clock.now }),
  );
  account.configRules.put({
    configRuleName: NAMES.configRule,
    sourceIdentifier: ruleFunctionArn(account),
    inputParameters: {},
  });
}

async function advanceUntilDone<Result>(clock: Clock, work: Promise<Result>): Promise<Result> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  work.then(done, done);
  while (!isDone) await clock.nextAsync();
  return work;
}
