import { MAX_UNSETTLED_MS } from '../../ledger/assumptions.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { NAMES } from '../../product/names.ts';
import type { CallLog } from './faults.ts';
import { type Course, type InvocationResult, run } from './run-function.ts';
import type { Scenario, Scene } from './scenario.ts';
import { dailyPassEvent } from './scenarios/daily-pass.ts';
import { scheduledEvent } from './scenarios/rule.ts';

/** A run with a fault, after which the fault is gone. */
export interface FinishedRun {
  readonly scene: Scene;
  readonly course: Course;
  readonly log: CallLog;
}

/** Does what the column "recovery" says, and asserts that the operation is complete then. */
export async function recover(
  recovery: string,
  scenario: Scenario,
  { scene, course, log }: FinishedRun,
): Promise<void> {
  const runAgain = async (milliseconds: number, event: unknown = scene.event) => {
    scene.account.clock.advance(milliseconds);
    return (await run(scene.account, scenario.sender, event, log)).last;
  };
  const forced = { ...Object(scene.event), force: 'true' };
  const recoveries: Readonly<Record<string, () => Promise<InvocationResult>>> = {
    'nothing to do': async () => course.last,
    'start again': () => runAgain(1_000),
    'send the event again': () => runAgain(1_000),
    'start again after 18 minutes': () => runAgain(MAX_UNSETTLED_MS),
    'start again with Force=true': () => runAgain(1_000, forced),
    'start again after 18 minutes with Force=true': () => runAgain(MAX_UNSETTLED_MS, forced),
    'by hand': async () => course.last,
    'the next daily pass': () => runAgain(DAY_MS, scenario.dailyPass ?? dailyPassEvent),
    'the next schedule': async () =>
      scenario.sender.functionName === NAMES.ruleFunction
        ? runAgain(DAY_MS, scheduledEvent(scene.account))
        : course.last,
  };
  const perform = recoveries[recovery];
  if (!perform) {
    throw new Error(`faults.md: expected a recovery that the tests know; received "${recovery}"`);
  }
  const ended = await perform();
  if (recovery !== 'by hand') await scene.assertComplete(ended);
}
