import { type ListedUser, listUserTags } from '../rule/aws/iam.ts';
import { exemptionEnd } from '../rule/policy/exemption.ts';
import { DAY } from '../rule/policy/policy.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, tagValue } from '../rule/policy/tags.ts';
import { day } from '../rule/policy/text.ts';
import { tagUser, updateAccessKey } from './aws/iam-writes.ts';
import { ReactivationError } from './errors.ts';
import { reevaluate } from './follow-up.ts';
import { type Receipt, receiptFor } from './receipt.ts';
import { removeRecord } from './record.ts';
import type { ReactivateRequest } from './request.ts';
import type { RemediationServices } from './services.ts';
import { readKeys, verify } from './verification.ts';
import { withUser } from './with-user.ts';

/**
 * Sets one key of a user to Active again, after exempting the user so that it is not cut off again at once.
 *
 * An exemption that cannot be written does not hold the key back, for somebody may be waiting for it; the reason says
 * so. Throws where the key could not be set to Active, or was not seen so.
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
    const known = keys.map(({ id }) => id).join(', ') || 'none';
    const reason = `UnknownAccessKey: expected an access key of ${user.userName} (${known}); received ${request.accessKeyId}.`;
    return receiptFor(user, { outcome: 'Refused', reason });
  }
  if (key.status === 'Active') {
    return receiptFor(user, { outcome: 'NothingToDo', reason: `${key.id} is Active already.` });
  }
  const exempted = await exempt(request, services, user);
  try {
    await updateAccessKey(iam, user.userName, key.id, 'Active');
    await verify(services, user, { keys: [key.id], status: 'Active' });
  } catch (cause) {
    throw new ReactivationError(cause, key.id, exempted);
  }
  const notes = [`${key.id} is Active again.`, exempted, await removeRecord(services, user, key.id)];
  const reason = [...notes, await reevaluate(services)].filter(Boolean).join(' ');
  return receiptFor(user, { outcome: 'Reactivated', reactivatedAccessKeyIds: [key.id], reason });
}

/** Exempts the user unless it is exempt for longer already; answers what came of it. */
async function exempt(
  { exemptForDays, automationExecutionId }: ReactivateRequest,
  { iam, now }: RemediationServices,
  user: ListedUser,
): Promise<string> {
  if (exemptForDays === 0) return '';
  const until = day(new Date(now().getTime() + exemptForDays * DAY));
  try {
    const present = tagValue((await listUserTags(iam, user.userName)) ?? new Map(), EXEMPT_UNTIL_TAG) ?? '';
    if ((exemptionEnd(present) ?? 0) >= (exemptionEnd(until) ?? 0)) return `Exempt until ${present} already.`;
    const reason = `reactivated by automation execution ${automationExecutionId || 'none'}`;
    await tagUser(
      iam,
      user.userName,
      new Map([
        [EXEMPT_UNTIL_TAG, until],
        [EXEMPT_REASON_TAG, reason],
      ]),
    );
    return `Exempt until ${until}.`;
  } catch (error) {
    return `The user could not be exempted, so the rule may report the key again: ${String(error)}`;
  }
}
