import { LimitExceededException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../rule/aws/iam.ts';
import { carryOut } from './deletion.ts';
import { type DeletionPlan, decideDeletion, isIdle, look, NO_ROOM } from './deletion-plan.ts';
import { type Receipt, receiptFor } from './receipt.ts';
import type { DeleteDeactivatedRequest } from './request.ts';
import type { RemediationServices, RunContext } from './services.ts';
import { withUser } from './with-user.ts';

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
    const plan = await decideDeletion(iam, user, await look(iam, user), { soakDays, now: now() });
    if (isIdle(plan)) return plan.otherwise;
    return isDryRun ? planned(user, plan) : act(services, context, user, soakDays);
  });
}

function planned(user: ListedUser, { due, notes, otherwise }: DeletionPlan): Receipt {
  if (due.length === 0) return otherwise;
  const reason = [`To be deleted for good: ${due.join(', ')}.`, ...notes].join(' ');
  return receiptFor(user, { outcome: 'Planned', plannedAccessKeyIds: due, reason });
}

/** Nobody knew that the user was looked at: it is looked at again, and what is seen then decides. */
async function act(
  services: RemediationServices,
  context: RunContext,
  user: ListedUser,
  soakDays: number,
): Promise<Receipt> {
  try {
    const { deleted, notes, plan } = await carryOut(services, context, user, soakDays);
    const sentences = (...all: readonly string[]) => all.filter(Boolean).join(' ');
    if (deleted.length === 0) {
      return { ...plan.otherwise, reason: sentences(plan.otherwise.reason, ...notes) };
    }
    const reason = sentences(`${deleted.join(', ')} deleted for good.`, ...plan.notes, ...notes);
    return receiptFor(user, { outcome: 'Deleted', deletedAccessKeyIds: deleted, reason });
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error;
    return receiptFor(user, { outcome: 'Refused', reason: NO_ROOM });
  }
}
