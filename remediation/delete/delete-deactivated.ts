import { LimitExceededException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../../aws/iam-users.ts';
import { type Receipt, receiptFor, refusedReceipt } from '../receipt.ts';
import type { DeleteDeactivatedRequest } from '../request.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices, RunContext } from '../shared/services.ts';
import { withUser } from '../shared/with-user.ts';
import { NO_ROOM_FOR_TAG } from './blockers.ts';
import { type DeletionOptions, deleteDueKeys } from './deletion.ts';
import { type DeletionPlan, isNothingToDo, readDeletionPlan, readKeysAndTags } from './deletion-plan.ts';

/**
 * Deletes the keys of a user that One Active Key deactivated at least `soakDays` ago, that are still Inactive and that
 * were not used since. A deletion cannot be undone. Throws `DeletionError`, which names the deleted keys, or, before the
 * announcement, the error of AWS.
 */
export function deleteDeactivated(
  { userId, soakDays, isDryRun }: DeleteDeactivatedRequest,
  services: RemediationServices,
  context: RunContext,
): Promise<Receipt> {
  const { iam, now } = services;
  return withUser(iam, userId, async (user) => {
    const keysAndTags = await readKeysAndTags(iam, user);
    const plan = await readDeletionPlan(iam, user, { ...keysAndTags, soakDays, now: now() });
    if (isNothingToDo(plan)) return plan.receiptWithoutDeletion;
    return isDryRun
      ? plannedReceipt(user, plan)
      : announceAndDelete(services, user, { runId: context.runId, soakDays });
  });
}

function plannedReceipt(user: ListedUser, { due, notes, receiptWithoutDeletion }: DeletionPlan): Receipt {
  if (due.length === 0) return receiptWithoutDeletion;
  const reason = [`To be deleted permanently: ${due.join(', ')}.`, ...notes].join(' ');
  return receiptFor(user, { outcome: 'Planned', plannedAccessKeyIds: due, reason });
}

/** Does not reuse the plan: other runs may change the user until this run has announced itself. */
async function announceAndDelete(
  services: RemediationServices,
  user: ListedUser,
  options: DeletionOptions,
): Promise<Receipt> {
  try {
    const { deleted, notes, plan } = await deleteDueKeys(services, user, options);
    if (deleted.length === 0) {
      const { receiptWithoutDeletion: receipt } = plan;
      return { ...receipt, reason: joinSentences(receipt.reason, ...notes) };
    }
    const reason = joinSentences(`Deleted permanently: ${deleted.join(', ')}.`, ...plan.notes, ...notes);
    return receiptFor(user, { outcome: 'Deleted', deletedAccessKeyIds: deleted, reason });
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error;
    return refusedReceipt(user, NO_ROOM_FOR_TAG);
  }
}
