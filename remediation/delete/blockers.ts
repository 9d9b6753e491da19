/** What stops the deletion of any key of a user, whatever is on record of the single keys. */

import type { KeyMetadata } from '../../policy/access-key.ts';
import { readExemption } from '../../policy/exemption.ts';
import { DEFAULT_POLICY, PARAMETERS } from '../../policy/parameters.ts';
import { refusalSentences } from '../../policy/refusal.ts';
import { type Tags, tagValue } from '../../policy/tags.ts';
import type { Refusal } from '../../policy/verdict.ts';
import { KEEP_TAG, RUN_TAG_PREFIX } from '../../product/tags.ts';
import type { RefusalReason } from '../receipt.ts';

/** Why no key of the user is deleted. */
export type Blocker =
  | { readonly outcome: 'Exempt'; readonly reason: string }
  | ({
      readonly outcome: 'Refused';
      /** Whether not even records that are void may be removed. */
      readonly isFinal?: boolean;
    } & RefusalReason);

/** The most tags that a user can have (IAM and AWS STS quotas). */
const MAXIMUM_TAGS = 50;

/** An exemption stops a deletion whatever its length, within the bounds of the parameter. */
const LONGEST_EXEMPTION = { ...DEFAULT_POLICY, exemptionMaxDays: PARAMETERS.exemptionMaxDays.max };

/** The refusal where the user has no room for the tag in which a deletion announces itself. */
export const NO_ROOM_FOR_TAG: RefusalReason = {
  code: 'NoRoomForTag',
  reason:
    'NoRoomForTag: expected room for one more tag on the user, in which a deletion announces itself; IAM allows 50. Remove one.',
};

/** Stops a deletion that could not announce itself. */
export function tagLimitBlocker(tags: Tags): Blocker | undefined {
  // An announcement that is already there is this run's own, or that of a run which will be over soon.
  const isAnnounced = [...tags.keys()].some((tag) => tag.startsWith(RUN_TAG_PREFIX));
  if (tags.size < MAXIMUM_TAGS || isAnnounced) return undefined;
  return { outcome: 'Refused', isFinal: true, ...NO_ROOM_FOR_TAG };
}

/** Stops a deletion because of the owner's tags: a valid exemption, or a tag that cannot be understood. */
export function ownerBlocker(keys: readonly KeyMetadata[], tags: Tags, now: Date): Blocker | undefined {
  const exemption = readExemption(tags, LONGEST_EXEMPTION, now);
  if (exemption?.kind === 'valid') {
    return { outcome: 'Exempt', reason: `Exempt until ${exemption.until}: no key is deleted before.` };
  }
  if (exemption) return refused({ code: 'InvalidExemption', exemption });
  const named = tagValue(tags, KEEP_TAG);
  // Whichever key the owner meant to keep, it may be one of those that would be deleted.
  if (named === undefined || keys.some(({ id }) => id === named)) return undefined;
  return refused({ code: 'InvalidKeepTag', value: named });
}

function refused(refusal: Refusal & { code: 'InvalidExemption' | 'InvalidKeepTag' }): Blocker {
  return { outcome: 'Refused', code: refusal.code, reason: refusalSentences(refusal)[0] };
}
