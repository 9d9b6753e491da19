import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { iamEvent } from '../../support/iam-events.ts';
import { evaluate } from '../../support/rule.ts';

/** The rule notes the user whom a sweep could not evaluate; a later run evaluates this user. */
export async function evaluateAllButOne(account: SandboxAccount): Promise<void> {
  const repair = account.faults.add(({ operation, input }) => {
    const isOfOne = operation === 'ListAccessKeys' && (input as { UserName?: string }).UserName === 'one';
    return isOfOne ? { kind: 'deny' } : undefined;
  });
  await evaluate(account);
  repair();
}

/**
 * A change of a user whom the event does not tell: a sweep is started for everybody, an hour after the one
 * before. Whoever starts evaluations next, a remediation or the re-evaluation, finds that the sweep began and
 * removes the note.
 */
export async function sweepForAnyone({
  functions,
  clock,
  scheduler,
  configRules,
}: SandboxAccount): Promise<void> {
  await functions.invoke(NAMES.reevaluationFunction, iamEvent('CreateAccessKey', null));
  clock.advance(3_660_000);
  await scheduler.fireDue();
  await configRules.runStarted();
  clock.advance(60_000);
}
