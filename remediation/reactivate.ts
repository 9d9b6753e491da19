import { type IAMClient, LimitExceededException } from '@aws-sdk/client-iam';
import { findAccessKeyOwner, type ListedUser, listUserTags } from '../rule/aws/iam.ts';
import { DEFAULT_POLICY } from '../rule/parameters.ts';
import type { KeyMetadata } from '../rule/policy/access-key.ts';
import { exemptionEnd, readExemption } from '../rule/policy/exemption.ts';
import { DAY } from '../rule/policy/policy.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, type Tags } from '../rule/policy/tags.ts';
import { day } from '../rule/policy/text.ts';
import { yieldToDeletions } from './announcement.ts';
import { tagUser, updateAccessKey } from './aws/iam-writes.ts';
import { ConcurrentRunError, ReactivationError } from './errors.ts';
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
 * so. Throws where the key could not be set to Active, or was not seen so, and where a deletion is under way.
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
    return receiptFor(user, { outcome: 'Refused', reason: await notTheirs(services, user, keys, request) });
  }
  // Before the tags are read, in which a deletion announces itself: without a record nobody deletes (decision 0015).
  const unrecorded = await removeRecord(services, user, key.id);
  const exempted = await exempt(request, services, user);
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
  // Once more: a deactivation that was about to end may have written its record in between.
  const left = await removeRecord(services, user, key.id);
  const notes = [`${key.id} is Active again.`, exempted, left, await reevaluate(services)];
  const reason = notes.filter(Boolean).join(' ');
  return receiptFor(user, { outcome: 'Reactivated', reactivatedAccessKeyIds: [key.id], reason });
}

/** Why a key is not one of the user's, beginning with a code. */
async function notTheirs(
  { iam }: RemediationServices,
  { userName }: ListedUser,
  keys: readonly KeyMetadata[],
  { accessKeyId }: ReactivateRequest,
): Promise<string> {
  const expected = `expected an access key of ${userName} (${keys.map(({ id }) => id).join(', ') || 'none'})`;
  try {
    const owner = await findAccessKeyOwner(iam, accessKeyId);
    if (owner === undefined) {
      return `UnknownAccessKey: ${expected}; received ${accessKeyId}, which was deleted or never was in this account.`;
    }
    if (owner !== userName) {
      return `ForeignAccessKey: ${expected}; received ${accessKeyId}, which belongs to user ${owner}.`;
    }
  } catch {
    // IAM may deny a word on keys of other accounts; the refusal stands without it.
  }
  return `UnknownAccessKey: ${expected}; received ${accessKeyId}, which is not among them.`;
}

/** Exempts the user, unless a deletion is under way; answers what came of it. */
async function exempt(
  request: ReactivateRequest,
  { iam, now }: RemediationServices,
  user: ListedUser,
): Promise<string> {
  try {
    const tags: Tags = (await listUserTags(iam, user.userName)) ?? new Map();
    yieldToDeletions(`reactivates ${request.accessKeyId}`, tags, now());
    const { wanted, sentence } = wantedExemption(request, tags, now());
    return wanted.size > 0 ? `${sentence}${await write(iam, user, wanted)}` : sentence;
  } catch (error) {
    if (error instanceof ConcurrentRunError) throw error;
    return request.exemptForDays === 0
      ? ''
      : `The user could not be exempted, so the rule may report the key again: ${String(error)}`;
  }
}

/** Writes the tags of an exemption; where IAM has room for one more only, the one that counts. Answers what is missing. */
async function write(iam: IAMClient, user: ListedUser, wanted: ReadonlyMap<string, string>): Promise<string> {
  try {
    await tagUser(iam, user.userName, wanted);
    return '';
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error;
    await tagUser(iam, user.userName, new Map([[EXEMPT_UNTIL_TAG, wanted.get(EXEMPT_UNTIL_TAG) ?? '']]));
    return ' There was no room for the reason: IAM allows 50 tags.';
  }
}

/** The tags that exempt the user, none where it is exempt for as long already or nobody asked, and how to say it. */
function wantedExemption(request: ReactivateRequest, tags: Tags, now: Date) {
  const { exemptForDays, exemptionMaxDays, automationExecutionId } = request;
  if (exemptForDays === 0) return { wanted: new Map<string, string>(), sentence: '' };
  const until = day(new Date(now.getTime() + Math.min(exemptForDays, exemptionMaxDays) * DAY));
  const present = readExemption(tags, { ...DEFAULT_POLICY, exemptionMaxDays }, now);
  if (present?.kind === 'valid' && (exemptionEnd(present.until) ?? 0) >= (exemptionEnd(until) ?? 0)) {
    return { wanted: new Map<string, string>(), sentence: `Exempt until ${present.until} already.` };
  }
  const wanted = new Map([
    [EXEMPT_UNTIL_TAG, until],
    [EXEMPT_REASON_TAG, `reactivated by automation execution ${automationExecutionId || 'none'}`],
  ]);
  const limit = exemptForDays > exemptionMaxDays ? ', as long as exemptionMaxDays allows' : '';
  return { wanted, sentence: `Exempt until ${until}${limit}.` };
}
