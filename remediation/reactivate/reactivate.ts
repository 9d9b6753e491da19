import type { ListedUser } from '../../aws/iam-users.ts';
import { activeKeysOf } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { type Receipt, receiptFor, refusedReceipt } from '../receipt.ts';
import type { ReactivateRequest } from '../request.ts';
import { ReactivationError } from '../shared/errors.ts';
import { updateAccessKey } from '../shared/iam-writes.ts';
import { removeRecord } from '../shared/record.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices } from '../shared/services.ts';
import { startReevaluation } from '../shared/start-reevaluation.ts';
import { readKeys, verify } from '../shared/verification.ts';
import { withUser } from '../shared/with-user.ts';
import {
  describeDoubt,
  lookAgain,
  twice,
  type WriteEffect,
  writeByAttempts,
} from '../shared/write-attempts.ts';
import { exemptUser } from './exempt-user.ts';
import { explainForeignKey } from './explain-foreign-key.ts';

/**
 * Exempts a user and then sets one of the user's keys to Active again, so that the next evaluation does not lead to a new
 * deactivation of the key.
 *
 * If two looks find the key Active, exempts nobody and returns `NothingToDo`.
 *
 * A missing exemption does not stop the reactivation; the reason of the receipt says that it is missing. Throws
 * `ReactivationError` if the key could not be set to Active or IAM does not show it as Active, and `ConcurrentRunError` if
 * a deletion is announced.
 */
export function reactivate(request: ReactivateRequest, services: RemediationServices): Promise<Receipt> {
  return withUser(services.iam, request.userId, (user) => reactivateKeyOf(user, request, services));
}

async function reactivateKeyOf(
  user: ListedUser,
  request: ReactivateRequest,
  services: RemediationServices,
): Promise<Receipt> {
  const { iam } = services;
  const keys = await readKeys(iam, user);
  const key = keys.find(({ id }) => id === request.accessKeyId);
  if (!key) {
    const { accessKeyId } = request;
    return refusedReceipt(user, await explainForeignKey(iam, user, { keys, accessKeyId }));
  }
  if (key.status === 'Active' && !(await lookAgain(services, lookAt(services, user, key.id)))) {
    // The user is not exempted: nothing was undone.
    const reason = joinSentences(`${key.id} is Active already.`, await removeRecord(services, user, key.id));
    return receiptFor(user, { outcome: 'NothingToDo', reason });
  }
  // Remove the record before exemptUser reads the tags, in which a deletion announces itself: a key without a record is
  // never deleted (decision 0015). The next removal says whether the record is left.
  await removeRecord(services, user, key.id);
  const exemption = await exemptUser(request, services, user);
  const effect = await setActive(services, user, { key: key.id, exemption });
  // Remove the record once more: a deactivation that ends just now may have written its record after the first removal.
  const stillUnremoved = await removeRecord(services, user, key.id);
  const sentences = [exemption, stillUnremoved, await startReevaluation(services)];
  if (effect !== 'accepted') {
    const reason = joinSentences(describeUnproven(key.id, effect), ...sentences);
    return receiptFor(user, { outcome: 'NothingToDo', reason });
  }
  const reason = joinSentences(`${key.id} is Active again.`, ...sentences);
  return receiptFor(user, { outcome: 'Reactivated', reactivatedAccessKeyIds: [key.id], reason });
}

function describeUnproven(key: AccessKeyId, effect: WriteEffect): string {
  if (effect === 'unnecessary') return `${key} is Active again: somebody else set it to Active.`;
  return `${key} is Active again: ${describeDoubt('set it to Active')}.`;
}

/** A look that finds whether the key has to be set to Active. */
function lookAt({ iam }: RemediationServices, user: ListedUser, key: AccessKeyId): () => Promise<boolean> {
  return async () => !activeKeysOf(await readKeys(iam, user)).some(({ id }) => id === key);
}

/** Sets the key to Active, and waits until IAM shows it. Throws `ReactivationError`. */
async function setActive(
  services: RemediationServices,
  user: ListedUser,
  { key, exemption }: { readonly key: AccessKeyId; readonly exemption: string | undefined },
): Promise<WriteEffect> {
  const { iamWithoutRetries } = services;
  const change = { userName: user.userName, key, status: 'Active' } as const;
  try {
    const effect = await writeByAttempts(services, {
      isNecessary: twice(services, lookAt(services, user, key)),
      attempt: () => updateAccessKey(iamWithoutRetries, change),
    });
    await verify(services, user, { keys: [key], status: 'Active' });
    return effect;
  } catch (cause) {
    throw new ReactivationError(cause, key, exemption);
  }
}
