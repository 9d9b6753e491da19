import type { Clock } from '@sinonjs/fake-timers';
import { NAMES } from '../../product/names.ts';
import { createLimitedAccount, type LimitedAccount, synchronize } from './limited-account.ts';
import type { Scenario } from './scenario.ts';
import { advanceUntilDone, inVirtualTime } from './virtual-time.ts';

/** One of several runs in a row. */
export interface RunResult {
  /** The users for whom AWS Config has a result after the run, from whichever run. */
  readonly reported: number;
  /** The users that this run reached, and those that it left. */
  readonly reached: number;
  readonly failures: number;
  /** The duration of the run, in seconds. */
  readonly seconds: number;
}

/**
 * The pauses before Lambda's attempts, in milliseconds (Lambda Developer Guide, "Asynchronous invocation").
 */
const PAUSES_MS = [0, 60_000, 120_000];

/**
 * Simulates a run of a scenario and Lambda's two retries of it, while it fails. Each attempt begins anew, as
 * it does while more users are left than the ledger notes for a retry.
 */
export const simulateRetries = (scenario: Scenario): Promise<readonly RunResult[]> =>
  inVirtualTime(async (clock) => {
    const limited = createLimitedAccount(scenario, clock);
    const event = limited.account.configRules.notify(NAMES.configRule);
    const results: RunResult[] = [];
    for (const pauseMs of PAUSES_MS) {
      if (results.at(-1)?.failures === 0) break;
      await clock.tickAsync(pauseMs);
      results.push(await runOnce(clock, limited, event));
    }
    return results;
  });

async function runOnce(clock: Clock, { account, lines }: LimitedAccount, event: object): Promise<RunResult> {
  const startedAt = clock.now;
  synchronize(account, clock);
  await advanceUntilDone(clock, account.functions.invoke(NAMES.ruleFunction, event));
  const { COMPLIANT = Number.NaN, NON_COMPLIANT = Number.NaN, failures = Number.NaN } = lines.at(-1) ?? {};
  return {
    reported: account.configRules.results(NAMES.configRule).length,
    reached: COMPLIANT + NON_COMPLIANT,
    failures,
    seconds: (clock.now - startedAt) / 1_000,
  };
}
