import { type IAMClient, LimitExceededException } from '@aws-sdk/client-iam';
import { type ListedUser, listUserTags } from '../../aws/iam-reads.ts';
import { exemptionEnd, readExemption } from '../../policy/exemption.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { DAY } from '../../policy/policy.ts';
import type { Tags } from '../../policy/tags.ts';
import { day } from '../../policy/text.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../../product/tags.ts';
import type { ReactivateRequest } from '../request.ts';
import { yieldToDeletions } from '../shared/announcement.ts';
import { ConcurrentRunError } from '../shared/errors.ts';
import { tagUser } from '../shared/iam-writes.ts';
import type { RemediationServices } from '../shared/services.ts';

/**
 * Exempts the user, so that the next evaluation does not deactivate the key again; returns a sentence for the receipt.
 *
 * An exemption that cannot be written is no error, since somebody may be waiting for the key: the sentence says so.
 * Throws `ConcurrentRunError` where a deletion is under way.
 */
export async function exemptUser(
  request: ReactivateRequest,
  { iam, now }: RemediationServices,
  user: ListedUser,
): Promise<string> {
  try {
    const tags: Tags = (await listUserTags(iam, user.userName)) ?? new Map();
    yieldToDeletions(`reactivates ${request.accessKeyId}`, tags, now());
    const { wanted, sentence } = wantedExemption(request, tags, now());
    return wanted.size > 0 ? `${sentence}${await writeExemption(iam, user, wanted)}` : sentence;
  } catch (error) {
    if (error instanceof ConcurrentRunError) throw error;
    return request.exemptForDays === 0
      ? ''
      : `The user could not be exempted, so the rule may report the key again: ${String(error)}`;
  }
}

interface WantedExemption {
  /** The tags to write; none where the user is already exempt for as long, or no exemption was asked for. */
  readonly wanted: ReadonlyMap<string, string>;
  readonly sentence: string;
}

const NO_TAGS: ReadonlyMap<string, string> = new Map();

function wantedExemption(request: ReactivateRequest, tags: Tags, now: Date): WantedExemption {
  const { exemptForDays, exemptionMaxDays, automationExecutionId } = request;
  if (exemptForDays === 0) return { wanted: NO_TAGS, sentence: '' };
  const until = day(new Date(now.getTime() + Math.min(exemptForDays, exemptionMaxDays) * DAY));
  const present = readExemption(tags, { ...DEFAULT_POLICY, exemptionMaxDays }, now);
  if (present?.kind === 'valid' && (exemptionEnd(present.until) ?? 0) >= (exemptionEnd(until) ?? 0)) {
    return { wanted: NO_TAGS, sentence: `Exempt until ${present.until} already.` };
  }
  const wanted = new Map([
    [EXEMPT_UNTIL_TAG, until],
    [EXEMPT_REASON_TAG, `reactivated by automation execution ${automationExecutionId || 'none'}`],
  ]);
  const limit = exemptForDays > exemptionMaxDays ? ', as long as exemptionMaxDays allows' : '';
  return { wanted, sentence: `Exempt until ${until}${limit}.` };
}

/** Writes the tags; where the user has room for only one more, the tag that exempts. Returns a sentence about a missing one. */
async function writeExemption(
  iam: IAMClient,
  user: ListedUser,
  wanted: ReadonlyMap<string, string>,
): Promise<string> {
  try {
    await tagUser(iam, user.userName, wanted);
    return '';
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error;
    await tagUser(iam, user.userName, new Map([[EXEMPT_UNTIL_TAG, wanted.get(EXEMPT_UNTIL_TAG) ?? '']]));
    return ' There was no room for the reason: IAM allows 50 tags.';
  }
}
