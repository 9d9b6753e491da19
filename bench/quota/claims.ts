import { simulateRetries } from './runs.ts';
import { ADAPTIVE, type Scenario } from './scenario.ts';
import { type SimulationResult, simulate } from './simulate.ts';

/** The maximum number of users of an account (IAM and AWS STS quotas). */
const USERS = 5_000;

/** A claim of docs/performance.md about an evaluation while IAM throttles. */
export interface Claim {
  readonly title: string;
  /** Returns the expectations that are not met; empty if the claim is true. */
  readonly check: () => Promise<readonly string[]>;
}

type Expectations = Readonly<Record<string, (result: SimulationResult) => boolean>>;

const claim = (title: string, scenario: Scenario, expected: Expectations): Claim => ({
  title,
  check: async () => {
    const result = await simulate(scenario);
    const broken = Object.entries(expected).filter(([, holds]) => !holds(result));
    return broken.map(([expectation]) => `${expectation}: ${JSON.stringify(result)}`);
  },
});

const everyUserEvaluated = (users: number): Expectations => ({
  'every user is evaluated': ({ evaluated }) => evaluated === users,
  'the run does not fail': ({ failures, functionError }) => failures === 0 && functionError === undefined,
});

const inTime: Expectations = { 'the run ends within 15 minutes': ({ seconds }) => seconds < 900 };

const usesIamBy = (part: number): Expectations => ({
  [`more than ${part * 100} % of the calls that IAM allows are made`]: ({ use }) => use > part,
});

const rarelyThrottled: Expectations = {
  'IAM throttles less than one call in forty': ({ throttled, served }) => throttled < served / 40,
};

const PACES = [
  { rate: 10, share: 0.01, latencyMs: 50 },
  { rate: 20, share: 0.01, latencyMs: 50 },
  { rate: 20, share: 0.3, latencyMs: 50 },
  { rate: 20, share: 0.3, latencyMs: 150 },
  { rate: 50, share: 0.01, latencyMs: 50 },
  { rate: 50, share: 0.3, latencyMs: 50 },
  { rate: 50, share: 0.3, latencyMs: 150 },
];

/** The sweep of this account does not fit into Lambda's 15 minutes. */
export const SHORT_OF_TIME: Scenario = { users: USERS, rate: 10, share: 0.3 };

const NOBODY = { reported: 0 };

/** The claims; each is about one simulated account. */
export const CLAIMS: readonly Claim[] = [
  ...PACES.map((pace) =>
    claim(
      `${pace.rate} calls a second, ${pace.share} of the users with two keys, ${pace.latencyMs} ms a call`,
      { users: USERS, ...pace },
      { ...everyUserEvaluated(USERS), ...inTime, ...usesIamBy(0.95), ...rarelyThrottled },
    ),
  ),
  claim(
    '10 calls a second, 0.3 of the users with two keys: there is not enough time, and the run fails',
    SHORT_OF_TIME,
    {
      'each user is evaluated or is a failure': ({ evaluated, failures }) => evaluated + failures === USERS,
      'more than 4,000 users are evaluated': ({ evaluated }) => evaluated > 4_000,
      'the run says why it fails': ({ functionError = '' }) => functionError.includes('DeadlineError'),
      ...inTime,
      ...usesIamBy(0.95),
    },
  ),
  {
    title:
      '10 calls a second, 0.3 of the users with two keys: after the second of Lambda’s attempts nobody is left',
    check: async () => {
      const [first = NOBODY, second = NOBODY] = await simulateRetries(SHORT_OF_TIME);
      const isNobodyLeft = first.reported > 0.85 * USERS && second.reported === USERS;
      return isNobodyLeft ? [] : [JSON.stringify({ first, second })];
    },
  },
  claim(
    'IAM halves its rate for 80 seconds',
    { users: USERS, rate: 50, share: 0.3, halved: [60, 140] },
    { ...everyUserEvaluated(USERS), ...usesIamBy(0.95) },
  ),
  claim(
    'IAM serves nothing for five seconds every two minutes',
    { users: USERS, rate: 20, share: 0.3, paused: { for: 5, every: 120 } },
    { ...everyUserEvaluated(USERS), ...usesIamBy(0.8) },
  ),
  {
    title:
      'a neighbour that makes 30 % of the calls is throttled less than beside the adaptive mode of the SDK',
    check: async () => {
      const scenario = { users: 1_000, rate: 10, share: 0.3, neighbour: 0.3 };
      const ours = await simulate(scenario);
      const adaptive = await simulate({ ...scenario, ...ADAPTIVE });
      const isBetter = ours.neighbourThrottled < 0.75 * adaptive.neighbourThrottled;
      const isComplete = ours.evaluated === 1_000 && ours.failures === 0;
      return isBetter && isComplete ? [] : [JSON.stringify({ ours, adaptive })];
    },
  },
  claim(
    'the standard retries of the SDK would lose users',
    { users: 1_000, rate: 10, share: 0.3, retries: { retryMode: 'standard', maxAttempts: 3 } },
    { 'some users are not evaluated': ({ evaluated }) => evaluated < 1_000 },
  ),
];
