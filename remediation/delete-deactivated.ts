import { LimitExceededException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../rule/aws/iam.ts';
import { carryOut } from './deletion.ts';
import { type DeletionPlan, decideDeletion, look } from './deletion-plan.ts';
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
    if ('outcome' in plan) return plan;
    return isDryRun ? planned(user, plan) : act(services, context, user, soakDays);
  });
}

function planned(user: ListedUser, { due, notes }: DeletionPlan): Receipt {
  if (due.length === 0) return receiptFor(user, { outcome: 'NothingToDo', reason: notes.join(' ') });
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
    const result = await carryOut(services, context, user, soakDays);
    if ('outcome' in result) return result;
    const { deleted, notes } = result;
    const done = deleted.length > 0 ? `${deleted.join(', ')} deleted for good.` : '';
    const reason = [done, ...notes].filter(Boolean).join(' ');
    return deleted.length > 0
      ? receiptFor(user, { outcome: 'Deleted', deletedAccessKeyIds: deleted, reason })
      : receiptFor(user, { outcome: 'NothingToDo', reason });
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error;
    return receiptFor(user, { outcome: 'Refused', reason: NO_ROOM });
  }
}

const NO_ROOM =
  'NoRoomForTag: expected room for one more tag on the user, in which a deletion announces itself; IAM allows 50. Remove one.';
