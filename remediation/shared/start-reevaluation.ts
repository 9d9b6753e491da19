import type { ListedUser } from '../../aws/iam-users.ts';
import { noteChange } from '../../ledger/evaluations/notes.ts';
import { startEvaluations } from '../../ledger/evaluations/start-evaluations.ts';
import { describeError } from '../../product/describe.ts';
import type { RemediationServices } from './services.ts';

/**
 * Notes the user as changed and starts an evaluation of it, so that the dashboard shows the change within a
 * minute. Returns a warning if no evaluation started; never throws, since the keys are changed either way and
 * the rule's schedule evaluates the user later.
 */
export async function startReevaluation(
  services: RemediationServices,
  { userName: user }: ListedUser,
): Promise<string | undefined> {
  const { ledger, now, randomId } = services;
  try {
    await noteChange(ledger, { user, at: now(), nonce: randomId() });
    const { postponed, errors } = await startEvaluations(services);
    if (errors.length > 0) throw errors[0];
    return postponed.length > 0 ? POSTPONED : undefined;
  } catch (error) {
    return (
      'No evaluation could be started; the next scheduled evaluation will show the change: ' +
      `${describeError(error)}`
    );
  }
}

const POSTPONED =
  'AWS Config accepts one start of an evaluation per minute: the next evaluation will show the change.';
