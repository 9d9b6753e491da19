import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Plan } from '../../policy/verdict.ts';
import { updateAccessKey } from '../shared/iam-writes.ts';
import type { KeyRecords } from '../shared/key-records.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { UserRun } from '../shared/user-run.ts';
import { readKeys } from '../shared/verification.ts';
import { twice, writeByAttempts } from '../shared/write-attempts.ts';
import { SurvivorLostError } from './errors.ts';

/** A plan that deactivates surplus keys. */
export type DeactivationPlan = Extract<Plan, { action: 'deactivate' }>;

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

/** What a deactivation has done so far. */
export interface Progress {
  /** The records of the keys whose deactivation IAM accepted: only these are certainly by this run. */
  readonly written: KeyRecord[];
  /** The keys that this run may have deactivated: the answer to an attempt was lost. */
  readonly unproven: AccessKeyId[];
}

/**
 * Deactivates a key that is still Active, attempt by attempt, and notes it in `progress`: the intention is in the ledger before
 * the first attempt. Throws `SurvivorLostError` if the survivor is not Active, and the errors of IAM and of the ledger.
 */
export async function deactivateKey(
  { services, run, user, plan, records, execution }: Deactivation,
  key: AccessKeyId,
  { written, unproven }: Progress,
): Promise<void> {
  const kept = plan.survivor.id;
  const intendedAt = services.now();
  const content = { userId: user.userId, key, kept, execution, intendedAt, deactivatedAt: undefined };
  const intention = await run.record({ ...content, state: 'intended' }, records.get(key));
  const effect = await writeByAttempts(services, run, {
    isNecessary: twice(services, async () => {
      const keys = await readKeys(services.iam, user);
      assertActive(kept, keys);
      return isActive(key, keys);
    }),
    attempt: () =>
      updateAccessKey(services.iamWithoutRetries, { userName: user.userName, key, status: 'Inactive' }),
    onUnknown: () => unproven.push(key),
  });
  if (effect === 'unnecessary') await run.record({ ...content, state: 'undone' }, intention);
  if (effect === 'unproven') await run.record({ ...content, state: 'unproven' }, intention);
  if (effect !== 'accepted') return;
  const accepted = { ...intention, state: 'written', deactivatedAt: services.now() } as const;
  if (unproven.includes(key)) unproven.splice(unproven.indexOf(key), 1);
  // From here on a rollback takes the write back, even if the ledger cannot be reached.
  written.push(accepted);
  written.splice(-1, 1, await run.record(accepted, intention));
}

/** Throws `SurvivorLostError` unless the survivor is Active. */
export function assertActive(survivor: AccessKeyId, keys: readonly KeyMetadata[]): void {
  if (!isActive(survivor, keys)) throw new SurvivorLostError(survivor);
}

function isActive(key: AccessKeyId, keys: readonly KeyMetadata[]): boolean {
  return keys.some(({ id, status }) => id === key && status === 'Active');
}
