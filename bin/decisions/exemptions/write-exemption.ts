import type { IAMClient } from '@aws-sdk/client-iam';
import { type ListedUser, readTagsOf } from '../../../aws/iam-users.ts';
import { type Tags, tagValue } from '../../../policy/tags.ts';
import { describeError } from '../../../product/describe.ts';
import { EXEMPT_OWNER_TAG, EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../../../product/tags.ts';
import { classifyFailedWrite, tagUser } from '../../../remediation/shared/iam-writes.ts';
import type { DecidedExemption } from '../check/action.ts';
import { tagsOfExemption } from '../check/exemption-tags.ts';

/** What became of the tags of an exemption. */
export interface ExemptionWrite {
  /** `Unknown` if the answer of IAM was lost. */
  readonly status: 'Written' | 'NotWritten' | 'Unknown';
  /** Why it was not written, or may not have been; empty if it was. */
  readonly failure: string;
  /** The tags that the user had before; null if it had no exemption, or if they were not read. */
  readonly replaced: DecidedExemption | null;
}

/**
 * Writes the tags of an exemption in one call, which adds all of them or none (IAM API Reference, TagUser),
 * after a look whether the name still belongs to the user. Never throws.
 */
export async function writeExemption(
  iam: IAMClient,
  user: ListedUser,
  exemption: DecidedExemption,
): Promise<ExemptionWrite> {
  const present = await readTagsOf(iam, user).catch(describeError);
  if (present === undefined) return notWritten('the user was renamed or deleted meanwhile');
  if (typeof present === 'string') return notWritten(present);
  const replaced = exemptionIn(present);
  try {
    await tagUser(iam, user.userName, tagsOfExemption(exemption, present));
    return { status: 'Written', failure: '', replaced };
  } catch (error) {
    const status = classifyFailedWrite(error) === 'unknown' ? 'Unknown' : 'NotWritten';
    return { status, failure: describeError(error), replaced };
  }
}

const notWritten = (failure: string): ExemptionWrite => ({ status: 'NotWritten', failure, replaced: null });

function exemptionIn(tags: Tags): DecidedExemption | null {
  const until = tagValue(tags, EXEMPT_UNTIL_TAG);
  if (until === undefined) return null;
  return {
    until,
    reason: tagValue(tags, EXEMPT_REASON_TAG) ?? '',
    owner: tagValue(tags, EXEMPT_OWNER_TAG) ?? '',
  };
}
