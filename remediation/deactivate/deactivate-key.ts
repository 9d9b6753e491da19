import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { updateAccessKey } from '../shared/iam-writes.ts';
import type { DeactivationPlan } from '../shared/planned-deactivation.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { KeyRecords } from '../shared/settle-records.ts';
import type { UserRun } from '../shared/user-run.ts';
import { readKeys } from '../shared/verification.ts';
import { twice, writeByAttempts } from '../shared/write-attempts.ts';
import { SurvivorLostError } from './errors.ts';

/** The user of a deactivation, its plan, and the run that makes it. */
export interface Deactivation {
  readonly services: RemediationServices;
  readonly run: UserRun;
  readonly user: ListedUser;
  readonly plan: DeactivationPlan;
  /** The records of the user before the deactivation. */
  readonly records: KeyRecords;
  /** Empty if no runbook invoked the function. */
  readonly execution: string;
}

/** What a run did to a key so far: its record, and whether an attempt had an effect. */
export interface Step {
  readonly record: KeyRecord;
  /** `accepted`: certainly, by this run. `unknown`: perhaps, since the answer to an attempt was lost. */
  readonly effect: 'none' | 'unknown' | 'accepted';
}

/** What a deactivation has done so far, by key. */
export type Progress = Map<AccessKeyId, Step>;

/**
 * Deactivates a key that is still Active, attempt by attempt, and notes it in `progress`: the intention is in
 * the ledger before the first attempt. Throws `SurvivorLostError` if the survivor is not Active, and the
 * errors of IAM and of the ledger.
 */
export async function deactivateKey(
  { services, run, user, plan, records, execution }: Deactivation,
  key: AccessKeyId,
  progress: Progress,
): Promise<void> {
  const survivor = plan.survivor.id;
  const content = { userId: user.userId, key, survivor, execution, deactivatedAt: undefined };
  const intended = { ...content, intendedAt: services.now(), state: 'intended' } as const;
  const intention = await run.record(intended, records.get(key));
  progress.set(key, { record: intention, effect: 'none' });
  const effect = await writeByAttempts(services, run, {
    isNecessary: twice(services, async () => {
      const keys = await readKeys(services.iam, user);
      assertActive(survivor, keys);
      return isActive(key, keys);
    }),
    attempt: () =>
      updateAccessKey(services.iamWithoutRetries, { userName: user.userName, key, status: 'Inactive' }),
    onUnknown: () => progress.set(key, { record: intention, effect: 'unknown' }),
  });
  if (effect !== 'accepted') return;
  const accepted = { ...intention, state: 'written', deactivatedAt: services.now() } as const;
  // From here on a rollback takes the write back, even if the ledger cannot be reached.
  progress.set(key, { record: accepted, effect });
  progress.set(key, { record: await run.record(accepted, intention), effect });
}

/** Throws `SurvivorLostError` unless the survivor is Active. */
export function assertActive(survivor: AccessKeyId, keys: readonly KeyMetadata[]): void {
  if (!isActive(survivor, keys)) throw new SurvivorLostError(survivor);
}

function isActive(key: AccessKeyId, keys: readonly KeyMetadata[]): boolean {
  return keys.some(({ id, status }) => id === key && status === 'Active');
}
