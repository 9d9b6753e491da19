import type { ListedUser } from '../../aws/iam-reads.ts';
import { type Receipt, receiptFor, refusedReceipt } from '../receipt.ts';
import type { ReactivateRequest } from '../request.ts';
import { ReactivationError } from '../shared/errors.ts';
import { updateAccessKey } from '../shared/iam-writes.ts';
import { removeRecord } from '../shared/record.ts';
import { reevaluate } from '../shared/reevaluate.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readKeys, verify } from '../shared/verification.ts';
import { withUser } from '../shared/with-user.ts';
import { exemptUser } from './exempt-user.ts';
import { explainForeignKey } from './explain-foreign-key.ts';

/**
 * Sets one access key of a user to Active again, after exempting the user, so that the key is not deactivated again at
 * once.
 *
 * An exemption that cannot be written does not stop the reactivation; the reason of the receipt says so. Throws where the
 * key could not be set to Active, or was not seen Active, and where a deletion is under way.
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
  if (!key) return refusedReceipt(user, await explainForeignKey(iam, user, keys, request.accessKeyId));
  // Before the tags are read, in which a deletion announces itself: a key without a record is never deleted (decision 0015).
  const unrecorded = await removeRecord(services, user, key.id);
  const exempted = await exemptUser(request, services, user);
  if (key.status === 'Active') {
    const reason = [`${key.id} is Active already.`, exempted, unrecorded].filter(Boolean).join(' ');
    return receiptFor(user, { outcome: 'NothingToDo', reason });
  }
  try {
    await updateAccessKey(iam, user.userName, key.id, 'Active');
    await verify(services, user, { keys: [key.id], status: 'Active' });
  } catch (cause) {
    throw new ReactivationError(cause, key.id, exempted);
  }
  // Once more: a deactivation that was just ending may have written its record in between.
  const stillRecorded = await removeRecord(services, user, key.id);
  const sentences = [`${key.id} is Active again.`, exempted, stillRecorded, await reevaluate(services)];
  return receiptFor(user, {
    outcome: 'Reactivated',
    reactivatedAccessKeyIds: [key.id],
    reason: sentences.filter(Boolean).join(' '),
  });
}
