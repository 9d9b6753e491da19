import type { Clock } from '@sinonjs/fake-timers';
import { createLimiter } from '../../aws/limiter.ts';
import { CONCURRENT_USERS, RETRIES } from '../../aws/pace.ts';
import { NAMES, ruleFunctionArn } from '../../product/names.ts';
import { createRuleHandler } from '../../rule/handler.ts';
import type { RunLine } from '../../rule/run-line.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { populate } from '../account.ts';
import { limitIam } from './limited-iam.ts';
import type { Scenario } from './scenario.ts';

/** The timeout of the rule function in the template, in milliseconds. */
const LAMBDA_TIMEOUT_MS = 900_000;

/**
 * The account of a scenario, with the real rule and its log lines; `limit` returns what IAM served so far.
 */
export interface LimitedAccount {
  readonly account: SandboxAccount;
  readonly lines: readonly RunLine[];
  readonly limit: ReturnType<typeof limitIam>;
}

/** Creates the account of a scenario, and deploys the real rule with the SDK's real retries. */
export function createLimitedAccount(scenario: Scenario, clock: Clock): LimitedAccount {
  const { users, share, concurrentUsers = CONCURRENT_USERS } = scenario;
  const account = createSandboxAccount({ startAt: new Date(clock.now) });
  populate(account, users, share);
  const limit = limitIam(account, scenario, clock);
  const lines: RunLine[] = [];
  const gate = createGate(account, clock, scenario);
  deploy(account, clock, {
    ...account.connect({ principal: 'rule', gate, ...pace(scenario, clock) }),
    concurrentUsers,
    notes: undefined,
    isWatching: false,
    now: () => new Date(clock.now),
    log: (line: RunLine) => lines.push(line),
  });
  return { account, lines, limit };
}

/** Latencies are random: with equal latencies, the retries of all requests would happen at the same time. */
function createGate(account: SandboxAccount, clock: Clock, { latencyMs = 50 }: Scenario) {
  const random = seededRandom(1);
  return async (): Promise<void> => {
    await new Promise<void>((resolve) => setTimeout(resolve, latencyMs * (0.5 + random())));
    synchronize(account, clock);
  };
}

/**
 * Sets the clock of the account to the time of the simulation: the next run orders the users by when their
 * results were recorded.
 */
export function synchronize(account: SandboxAccount, clock: Clock): void {
  account.clock.advance(clock.now - account.clock.now().getTime());
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
  account.functions.register(NAMES.ruleFunction, (event) => {
    const endsAt = clock.now + LAMBDA_TIMEOUT_MS;
    return handler(event, { getRemainingTimeInMillis: () => endsAt - clock.now });
  });
  account.configRules.put({
    configRuleName: NAMES.configRule,
    sourceIdentifier: ruleFunctionArn(account),
    inputParameters: {},
  });
}
