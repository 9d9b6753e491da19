/** The reasons for which no key of a user is deleted, whatever the records of the single keys say. */

import type { KeyMetadata } from '../../policy/access-key.ts';
import { LONGEST_REACH, parseExemption } from '../../policy/exemption.ts';
import { refusalSentences } from '../../policy/refusal.ts';
import { type Tags, tagValue } from '../../policy/tags.ts';
import type { Refusal } from '../../policy/verdict.ts';
import { KEEP_TAG } from '../../product/tags.ts';
import type { RefusalReason } from '../receipt.ts';

/** The reason for which no key of a user is deleted. */
export type Blocker =
  | { readonly outcome: 'Exempt'; readonly reason: string }
  | ({ readonly outcome: 'Refused' } & RefusalReason);

/**
 * Blocks a deletion because of the owner's tags: a valid exemption, as long as any policy allows, an invalid
 * one, or an invalid keep tag.
 */
export function ownerBlocker(keys: readonly KeyMetadata[], tags: Tags, now: Date): Blocker | undefined {
  const exemption = parseExemption(tags, LONGEST_REACH, now);
  if (exemption?.kind === 'valid') {
    return {
      outcome: 'Exempt',
      reason: `Exempt until ${exemption.until}: no key is deleted before that time.`,
    };
  }
  if (exemption) return refusedBlocker({ code: 'InvalidExemption', exemption });
  const keepTag = tagValue(tags, KEEP_TAG);
  if (keepTag === undefined || keys.some(({ id }) => id === keepTag)) return undefined;
  // The owner may have meant one of the keys that would be deleted.
  return refusedBlocker({ code: 'InvalidKeepTag', value: keepTag });
}

function refusedBlocker(refusal: Refusal & { code: 'InvalidExemption' | 'InvalidKeepTag' }): Blocker {
  return { outcome: 'Refused', code: refusal.code, reason: refusalSentences(refusal)[0] };
}
