import { type Clock, install } from '@sinonjs/fake-timers';
import { createLimiter } from '../../aws/limiter.ts';
import { CONCURRENT_USERS, RETRIES } from '../../aws/pace.ts';
import { NAMES, ruleFunctionArn } from '../../product/names.ts';
import { createRuleHandler, type RunLine } from '../../rule/handler.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import type { SdkRetries } from '../../sandbox/clients.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { populate } from '../account.ts';
import { type Limit, limitIam } from './limited-iam.ts';

/** One evaluation of a whole account, by a rule that reads at some pace, while IAM keeps to a rate. */
export interface Scenario extends Limit {
  readonly users: number;
  /** The share of users with two active keys. */
  readonly share: number;
  /** The SDK's own, in place of the limiter with which the rule is deployed. */
  readonly retries?: SdkRetries;
  readonly concurrentUsers?: number;
  /** How long a request is on its way on average, in milliseconds, give or take a half; 50 if not given. */
  readonly latencyMs?: number;
}

/** The SDK's adaptive mode, and as many users at once as it does best with: what the rule would have without a limiter. */
export const ADAPTIVE = { retries: RETRIES, concurrentUsers: 5 } as const;

/** What became of it. */
export interface SimulationResult {
  /** Until IAM served the last request, in seconds. */
  readonly seconds: number;
  /** Requests that IAM served, and that it threw back. */
  readonly served: number;
  readonly throttled: number;
  /** Of the tokens that IAM had to give, from the first request to the last, beyond the burst: the part that was used. */
  readonly use: number;
  /** The part of the neighbour's requests that IAM threw back. */
  readonly neighbourThrottled: number;
  /** Users with a verdict, and what the run said that it lacks. */
  readonly evaluated: number;
  readonly failures: number;
  readonly functionError: string | undefined;
}

/** The time that Lambda gives the function, in milliseconds, as its template sets it. */
const LAMBDA_TIMEOUT_MS = 900_000;

/**
 * Plays a scenario with the real rule and the SDK's real retries in virtual time: every timer of this process stands still
 * meanwhile, and moves on as soon as nothing else is left to be done.
 */
export async function simulate(scenario: Scenario): Promise<SimulationResult> {
  const clock = install({
    now: Date.parse('2026-11-21T09:00:00.000Z'),
    toFake: ['setTimeout', 'clearTimeout', 'Date'],
  });
  const { random } = Math;
  // The SDK's delays are random: a scenario takes the same course each time.
  Math.random = seededRandom(1);
  try {
    roundDelaysAsNode(clock);
    return await runScenario(scenario, clock);
  } finally {
    Math.random = random;
    clock.uninstall();
  }
}

/** Node's timers take a millisecond at least, and whole ones (Node.js documentation, setTimeout); the SDK relies on it. */
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
  // No two requests take the same time, or the retries of one would fall into step with another's.
  const gate = () => new Promise<void>((resolve) => setTimeout(resolve, latencyMs * (0.5 + random())));
  const lines: RunLine[] = [];
  deploy(account, clock, {
    ...account.connect({ principal: 'rule', gate, ...pace(scenario, clock) }),
    concurrentUsers,
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
