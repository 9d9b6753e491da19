import { type Tags, tagValue } from '../../../policy/tags.ts';
import { EXEMPT_OWNER_TAG, EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../../../product/tags.ts';
import type { PeopleDecision } from '../row.ts';
import type { DecidedExemption } from './action.ts';

/** How long the value of a tag may be, in characters (IAM API Reference, Tag). */
export const MAX_TAG_VALUE = 256;

/**
 * What a tag's value may not have: it has letters, digits, spaces and these signs (IAM API Reference, Tag).
 */
const NOT_ALLOWED = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]+/gu;

/**
 * The exemption that a row asks for, as tags can have it: the ticket stands behind the reason, and a space
 * takes the place of the signs that IAM does not allow, such as commas.
 */
export function exemptionOf({ exemptUntil, reason, owner, ticket }: PeopleDecision): DecidedExemption {
  const words = toTagValue(reason);
  const where = toTagValue(ticket);
  const isNamed = where === '' || words === '' || words.includes(where);
  return {
    // People are told to write it with an apostrophe: a spreadsheet takes that away, an editor keeps it.
    until: exemptUntil.trim().replace(/^'/, ''),
    reason: isNamed ? words : `${words} - ${where}`,
    owner: toTagValue(owner),
  };
}

function toTagValue(text: string): string {
  return text
    .replaceAll(NOT_ALLOWED, ' ')
    .replaceAll(/\p{Z}+/gu, ' ')
    .trim();
}

/**
 * The tags of an exemption, for one call of TagUser, which adds all or none of them. A user that has an owner
 * tag already gets an empty one if the exemption names nobody: the owner of an earlier exemption does not
 * answer for this one.
 */
export function tagsOfExemption({ until, reason, owner }: DecidedExemption, present: Tags): Tags {
  const hasOwner = owner !== '' || tagValue(present, EXEMPT_OWNER_TAG) !== undefined;
  return new Map([
    [EXEMPT_UNTIL_TAG, until],
    [EXEMPT_REASON_TAG, reason],
    ...(hasOwner ? [[EXEMPT_OWNER_TAG, owner] as const] : []),
  ]);
}
