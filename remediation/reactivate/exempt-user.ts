import { type IAMClient, LimitExceededException } from '@aws-sdk/client-iam';
import { type ListedUser, listUserTags } from '../../aws/iam-users.ts';
import { exemptionEnd, readExemption } from '../../policy/exemption.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { DAY } from '../../policy/policy.ts';
import type { Tags } from '../../policy/tags.ts';
import { day } from '../../policy/text.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../../product/tags.ts';
import type { ReactivateRequest } from '../request.ts';
import { assertNoDeletion } from '../shared/announcement.ts';
import { ConcurrentRunError } from '../shared/errors.ts';
import { tagUser } from '../shared/iam-writes.ts';
import type { RemediationServices } from '../shared/services.ts';

/**
 * Exempts the user, so that the next evaluation does not lead to a new deactivation of the key. Returns a sentence for the
 * receipt, or an empty string if no exemption was requested.
 *
 * An exemption that cannot be written is no error, since somebody may be waiting for the key: the sentence says that the
 * exemption is missing. Throws `ConcurrentRunError` if a deletion is announced.
 */
export async function exemptUser(
  request: ReactivateRequest,
  { iam, now }: RemediationServices,
  user: ListedUser,
): Promise<string> {
  try {
    const tags: Tags = (await listUserTags(iam, user.userName)) ?? new Map();
    assertNoDeletion(`reactivates ${request.accessKeyId}`, tags, now());
    const { exemption, sentence } = planExemption(request, tags, now());
    return exemption ? `${sentence}${await writeExemption(iam, user, exemption)}` : sentence;
  } catch (error) {
    if (error instanceof ConcurrentRunError) throw error;
    return request.exemptForDays === 0
      ? ''
      : `The user could not be exempted, so the rule may report the key again: ${String(error)}`;
  }
}

interface NewExemption {
  readonly until: string;
  readonly reason: string;
}

interface ExemptionPlan {
  /** Absent if the user is already exempt for as long, or no exemption was requested. */
  readonly exemption?: NewExemption;
  readonly sentence: string;
}

function planExemption(request: ReactivateRequest, tags: Tags, now: Date): ExemptionPlan {
  const { exemptForDays, exemptionMaxDays, automationExecutionId } = request;
  if (exemptForDays === 0) return { sentence: '' };
  const until = day(new Date(now.getTime() + Math.min(exemptForDays, exemptionMaxDays) * DAY));
  const present = readExemption(tags, { ...DEFAULT_POLICY, exemptionMaxDays }, now);
  if (present?.kind === 'valid' && (exemptionEnd(present.until) ?? 0) >= (exemptionEnd(until) ?? 0)) {
    return { sentence: `Exempt until ${present.until} already.` };
  }
  const reason = `reactivated by automation execution ${automationExecutionId || 'none'}`;
  const limit = exemptForDays > exemptionMaxDays ? ', as long as exemptionMaxDays allows' : '';
  return { exemption: { until, reason }, sentence: `Exempt until ${until}${limit}.` };
}

/**
 * Writes the tags of an exemption, or only the tag `exempt-until` if the user can have only one more tag. Returns a
 * sentence if the reason is missing, or an empty string.
 */
async function writeExemption(
  iam: IAMClient,
  user: ListedUser,
  { until, reason }: NewExemption,
): Promise<string> {
  const untilTag = [EXEMPT_UNTIL_TAG, until] as const;
  try {
    await tagUser(iam, user.userName, new Map([untilTag, [EXEMPT_REASON_TAG, reason]]));
    return '';
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error;
    await tagUser(iam, user.userName, new Map([untilTag]));
    return ' There was no room for the reason: IAM allows 50 tags.';
  }
}
