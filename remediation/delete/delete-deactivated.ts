import type { ListedUser } from '../../aws/iam-users.ts';
import { type RunResult, resultFor } from '../receipt.ts';
import type { DeleteDeactivatedRequest } from '../request.ts';
import { onLeasedUser } from '../shared/on-leased-user.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices } from '../shared/services.ts';
import { type KeyRecords, readRecords, settleRecords, writeStates } from '../shared/settle-records.ts';
import { withUser } from '../shared/with-user.ts';
import { type DeletionResult, deleteDueKeys } from './deletion.ts';
import { type DeletionPlan, readDeletionPlan } from './deletion-plan.ts';

/**
 * Deletes the keys of a user that One Active Key deactivated at least `soakDays` ago, that are still
 * Inactive, that were not used since and whose status nobody else changed since. A deletion cannot be undone.
 * Throws `DeletionError`, which names the deleted keys, or, before the first deletion, the errors of AWS and
 * of the ledger.
 */
export function deleteDeactivated(
  request: DeleteDeactivatedRequest,
  services: RemediationServices,
): Promise<RunResult> {
  const planFor = (user: ListedUser, records: KeyRecords) =>
    readDeletionPlan(user, {
      services,
      records: [...records.values()],
      soakDays: request.soakDays,
      now: services.now(),
    });
  // A dry run reads without the lease, since it writes nothing.
  if (request.isDryRun) {
    return withUser(services.iam, request.userId, async (user) =>
      plannedResult(user, await planFor(user, await readRecords(services, user.userId))),
    );
  }
  return onLeasedUser(services, request, async (user, run) => {
    const { records, lockout } = await settleRecords(services, user, run);
    if (lockout) throw lockout;
    const plan = await planFor(user, records);
    // A key that was seen Active again, or no longer, is not ours any more, even if a person deactivates it
    // later.
    await writeStates({ services, user, run }, plan.outdated);
    if (plan.due.length === 0) return plan.resultWithoutDeletion;
    return deletionResult(user, plan, await deleteDueKeys({ services, user, run }, plan));
  });
}

function plannedResult(user: ListedUser, { due, notes, resultWithoutDeletion }: DeletionPlan): RunResult {
  if (due.length === 0) return resultWithoutDeletion;
  const keys = due.map(({ key }) => key);
  const reason = joinSentences(`To be deleted permanently: ${keys.join(', ')}.`, ...notes);
  return resultFor(user, { outcome: 'Planned', plannedAccessKeyIds: keys, reason });
}

function deletionResult(user: ListedUser, plan: DeletionPlan, { deleted, notes }: DeletionResult): RunResult {
  if (deleted.length === 0) {
    return { ...plan.resultWithoutDeletion, reason: joinSentences(...plan.notes, ...notes) };
  }
  const reason = joinSentences(`Deleted permanently: ${deleted.join(', ')}.`, ...plan.notes, ...notes);
  return resultFor(user, { outcome: 'Deleted', deletedAccessKeyIds: deleted, reason });
}
