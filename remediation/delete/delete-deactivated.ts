import { LimitExceededException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../../aws/iam-reads.ts';
import { type Receipt, receiptFor, refusedReceipt } from '../receipt.ts';
import type { DeleteDeactivatedRequest } from '../request.ts';
import type { RemediationServices, RunContext } from '../shared/services.ts';
import { withUser } from '../shared/with-user.ts';
import { NO_ROOM_FOR_TAG } from './blockers.ts';
import { deleteDueKeys } from './deletion.ts';
import { type DeletionPlan, decideDeletion, isNothingToDo, readDeletionSubject } from './deletion-plan.ts';

/**
 * Deletes the keys of a user that this product deactivated at least `soakDays` ago, that are Inactive still and were not
 * used since. Nobody can bring them back. Throws where it cannot; the error says what is deleted.
 */
export function deleteDeactivated(
  { userId, soakDays, isDryRun }: DeleteDeactivatedRequest,
  services: RemediationServices,
  context: RunContext,
): Promise<Receipt> {
  const { iam, now } = services;
  return withUser(iam, userId, async (user) => {
    const plan = await decideDeletion(iam, user, await readDeletionSubject(iam, user), {
      soakDays,
      now: now(),
    });
    if (isNothingToDo(plan)) return plan.otherwise;
    return isDryRun ? planned(user, plan) : announceAndDelete(services, context, user, soakDays);
  });
}

function planned(user: ListedUser, { due, notes, otherwise }: DeletionPlan): Receipt {
  if (due.length === 0) return otherwise;
  const reason = [`To be deleted for good: ${due.join(', ')}.`, ...notes].join(' ');
  return receiptFor(user, { outcome: 'Planned', plannedAccessKeyIds: due, reason });
}

/** Reads the user once more: until the run has announced itself, other runs may change the user without noticing it. */
async function announceAndDelete(
  services: RemediationServices,
  context: RunContext,
  user: ListedUser,
  soakDays: number,
): Promise<Receipt> {
  try {
    const { deleted, notes, plan } = await deleteDueKeys(services, context, user, soakDays);
    const sentences = (...all: readonly string[]) => all.filter(Boolean).join(' ');
    if (deleted.length === 0) {
      return { ...plan.otherwise, reason: sentences(plan.otherwise.reason, ...notes) };
    }
    const reason = sentences(`${deleted.join(', ')} deleted for good.`, ...plan.notes, ...notes);
    return receiptFor(user, { outcome: 'Deleted', deletedAccessKeyIds: deleted, reason });
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error;
    return refusedReceipt(user, NO_ROOM_FOR_TAG);
  }
}
