import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readRecords, writeStates } from '../shared/settle-records.ts';
import { withLease } from '../shared/user-run.ts';
import { type DeletionPlan, readDeletionPlan } from './deletion-plan.ts';

/** The plan of a deletion, and the records that the look at the keys has ended. */
export interface LeasedPlan {
  readonly plan: DeletionPlan;
  readonly ended: readonly KeyRecord[];
}

/**
 * Plans a deletion under the lease of the user, for the daily pass, and ends the records of keys that it sees
 * deleted or Active again, as the deletion itself does: a person may deactivate such a key before anybody
 * looks again. Undefined if another run holds the lease: then this one does not look. Throws
 * `UserVanishedError`, and the errors of AWS and of the ledger.
 */
export async function prepareDeletion(
  services: RemediationServices,
  user: ListedUser,
  soakDays: number,
): Promise<LeasedPlan | undefined> {
  const { userId } = user;
  const request = { operation: 'DailyPass', userId, automationExecutionId: '', leasePausesMs: [] };
  const leased = await withLease(services, request, async (run) => {
    const records = [...(await readRecords(services, userId)).values()];
    const plan = await readDeletionPlan(user, { services, records, soakDays, now: services.now() });
    return { plan, ended: await writeStates({ services, user, run }, plan.outdated) };
  });
  return leased.kind === 'ran' ? leased.result : undefined;
}
