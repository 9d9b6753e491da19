import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { SurvivorLostError } from '../shared/errors.ts';
import { updateAccessKey } from '../shared/iam-writes.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readKeys } from '../shared/verification.ts';
import { twice, writeByAttempts } from '../shared/write-attempts.ts';

/** What a deactivation has done so far. */
export interface Progress {
  /** The keys that this run may have set to Inactive: after an error, it rolls them back. */
  readonly written: AccessKeyId[];
  /** The keys for which IAM accepted the write of this run: it claims and records only these. */
  readonly accepted: AccessKeyId[];
}

/**
 * Deactivates a key that is still Active, attempt by attempt, and adds it to `progress`. Throws `SurvivorLostError` if the
 * survivor is not Active, and the error of IAM.
 */
export async function deactivateKey(
  services: RemediationServices,
  user: ListedUser,
  {
    key,
    survivor,
    progress: { written, accepted },
  }: { readonly key: AccessKeyId; readonly survivor: AccessKeyId; readonly progress: Progress },
): Promise<void> {
  const { iam, iamWithoutRetries } = services;
  const note = () => {
    if (!written.includes(key)) written.push(key);
  };
  const effect = await writeByAttempts(services, {
    isNecessary: twice(services, async () => {
      const keys = await readKeys(iam, user);
      assertActive(survivor, keys);
      return isActive(key, keys);
    }),
    attempt: () => updateAccessKey(iamWithoutRetries, { userName: user.userName, key, status: 'Inactive' }),
    onUnknown: note,
  });
  if (effect !== 'accepted') return;
  note();
  accepted.push(key);
}

/** Throws `SurvivorLostError` unless the survivor is Active. */
export function assertActive(survivor: AccessKeyId, keys: readonly KeyMetadata[]): void {
  if (!isActive(survivor, keys)) throw new SurvivorLostError(survivor);
}

function isActive(key: AccessKeyId, keys: readonly KeyMetadata[]): boolean {
  return keys.some(({ id, status }) => id === key && status === 'Active');
}
