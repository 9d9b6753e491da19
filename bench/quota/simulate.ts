import type { Clock } from '@sinonjs/fake-timers';
import { NAMES } from '../../product/names.ts';
import { createLimitedAccount } from './limited-account.ts';
import type { Scenario } from './scenario.ts';
import { advanceUntilDone, inVirtualTime } from './virtual-time.ts';

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

/**
 * Simulates a scenario with the real rule and the SDK's real retries in virtual time: the fake clock replaces
 * the timers of this process, and advances to the next timer as soon as no other work is left.
 */
export const simulate = (scenario: Scenario): Promise<SimulationResult> =>
  inVirtualTime((clock) => runScenario(scenario, clock));

async function runScenario(scenario: Scenario, clock: Clock): Promise<SimulationResult> {
  const { account, lines, limit } = createLimitedAccount(scenario, clock);
  const { functionError } = await advanceUntilDone(clock, account.configRules.evaluate(NAMES.configRule));
  return {
    ...limit(),
    evaluated: account.configRules.results(NAMES.configRule).length,
    failures: lines[0]?.failures ?? Number.NaN,
    functionError,
  };
}
