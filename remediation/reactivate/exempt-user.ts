import { type IAMClient, LimitExceededException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../../aws/iam-users.ts';
import {
  type Exemption,
  exemptionEnd,
  type InvalidExemption,
  lastExemptDay,
  parseExemption,
} from '../../policy/exemption.ts';
import { iamCommand } from '../../policy/iam-command.ts';
import type { Tags } from '../../policy/tags.ts';
import { describeError } from '../../product/describe.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../../product/tags.ts';
import type { ReactivateRequest } from '../request.ts';
import { tagUser } from '../shared/iam-writes.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readTags } from '../shared/verification.ts';

/**
 * Exempts the user, so that the next evaluation does not lead to a new deactivation of the key. Returns a
 * sentence for the receipt; undefined if no exemption was requested.
 *
 * An exemption that cannot be written is no error, since somebody may be waiting for the key: the sentence
 * says that the exemption is missing. Never throws.
 */
export async function exemptUser(
  request: ReactivateRequest,
  { iam, now }: RemediationServices,
  user: ListedUser,
): Promise<string | undefined> {
  if (request.exemptForDays === 0) return undefined;
  const at = now();
  try {
    // The exemption must not land on another user who has the name by now.
    const tags = await readTags(iam, user);
    const plan = planExemption(request, tags, at);
    const warning = plan.exemption && (await writeExemption(iam, user, plan.exemption));
    return joinSentences(plan.sentence, warning);
  } catch (error) {
    const failure = `The exemption may be missing, so the rule may report the key again: ${describeError(error)}.`;
    return joinSentences(failure, `Set the tags: ${tagCommand(request, user, at)}`);
  }
}

/** The command that exempts the user as the run would, for a POSIX shell with the AWS CLI. */
export function tagCommand(request: ReactivateRequest, { userName }: ListedUser, now: Date): string {
  const tags = `Key=${EXEMPT_UNTIL_TAG},Value=${endOf(request, now)} Key=${EXEMPT_REASON_TAG},Value=REASON`;
  return iamCommand('tag-user', userName, `--tags ${tags}`);
}

/** The day of the last instant of a new exemption. */
function endOf(request: ReactivateRequest, now: Date): string {
  return lastExemptDay(request.exemptForDays, request, now);
}

interface NewExemption {
  readonly until: string;
  readonly reason: string;
}

interface ExemptionPlan {
  /** Absent if the user is already exempt for as long. */
  readonly exemption?: NewExemption;
  readonly sentence: string;
}

function planExemption(request: ReactivateRequest, tags: Tags, now: Date): ExemptionPlan {
  const { exemptForDays, exemptionMaxDays, automationExecutionId } = request;
  const until = endOf(request, now);
  const present = parseExemption(tags, request, now);
  const reason = `reactivated by automation execution ${automationExecutionId || 'none'}`;
  if (present && isAsLong(present, until)) {
    // An exemption that lacks only its reason keeps its end.
    return present.kind === 'valid'
      ? { sentence: `Exempt until ${present.until} already.` }
      : { exemption: { until: present.until, reason }, sentence: `Exempt until ${present.until}.` };
  }
  const limit = exemptForDays > exemptionMaxDays ? ', as long as exemptionMaxDays allows' : '';
  return { exemption: { until, reason }, sentence: `Exempt until ${until}${limit}.` };
}

/** Whether an exemption lasts as long as a new one would, and is valid but for a missing reason. */
function isAsLong(present: Exemption | InvalidExemption, until: string): boolean {
  if (present.kind === 'invalid' && present.defect !== 'NoReason') return false;
  return (exemptionEnd(present.until) ?? 0) >= (exemptionEnd(until) ?? 0);
}

/**
 * Writes the tags of an exemption, or only the tag `exempt-until` if the user can have only one more tag.
 * Returns a warning if the reason is missing.
 */
async function writeExemption(
  iam: IAMClient,
  user: ListedUser,
  { until, reason }: NewExemption,
): Promise<string | undefined> {
  const untilTag = [EXEMPT_UNTIL_TAG, until] as const;
  try {
    await tagUser(iam, user.userName, new Map([untilTag, [EXEMPT_REASON_TAG, reason]]));
    return undefined;
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error;
    await tagUser(iam, user.userName, new Map([untilTag]));
    return 'IAM allows 50 tags per user, so the tag with the reason could not be added: until it has one, the rule refuses to select a key.';
  }
}
