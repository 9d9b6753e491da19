import { EXEMPT_UNTIL_TAG, KEEP_TAG } from '../product/tags.ts';
import type { InvalidExemption } from './exemption.ts';
import { clipWords, formatDay } from './text.ts';
import type { Refusal } from './verdict.ts';

/** How many characters of a tag's value are quoted; of a longer value, whole words are left out. */
const MAX_QUOTED_CHARACTERS = 60;

/** Why no key can be selected, in fewer and fewer words. The sentences do not contain the code of the refusal. */
export function refusalSentences(refusal: Refusal): readonly [string, ...string[]] {
  switch (refusal.code) {
    case 'InvalidExemption':
      return [`Tag ${EXEMPT_UNTIL_TAG} ${invalidExemption(refusal.exemption)}`];
    case 'InvalidKeepTag': {
      const value = quote(refusal.value);
      return [`Tag ${KEEP_TAG} is ${value}; expected the id of an active access key of this user.`];
    }
    case 'Indistinguishable': {
      const keys = refusal.keys.map((key) => key.id).join(', ');
      return [
        `${keys} have the same creation and last use; name the survivor in tag ${KEEP_TAG}.`,
        `The keys have the same creation and last use; name the survivor in tag ${KEEP_TAG}.`,
      ];
    }
    case 'KeysInUse':
      return keysInUse(refusal);
  }
}

function invalidExemption({ until, latest }: InvalidExemption): string {
  return latest === undefined
    ? `is ${quote(until)}; expected YYYY-MM-DD or an ISO 8601 date-time with a zone.`
    : `is ${quote(until)}; expected ${latest} at the latest (exemptionMaxDays).`;
}

function keysInUse(refusal: Refusal & { code: 'KeysInUse' }): readonly [string, ...string[]] {
  const days = refusal.protectUsedWithinDays;
  const recently = days === 1 ? 'in the last day' : `in the last ${days} days`;
  const keys = refusal.keys.map((key) => `${key.id} (${formatDay(key.lastUse.at)})`).join(', ');
  return [
    `Surplus keys were used ${recently}: ${keys}. Separate the workloads, or name the survivor in tag ${KEEP_TAG}.`,
    `Surplus keys were used ${recently}: ${keys}.`,
    `${refusal.keys.length} surplus keys were used ${recently}.`,
  ];
}

function quote(value: string): string {
  const clipped = clipWords(value, MAX_QUOTED_CHARACTERS);
  if (clipped) return `"${clipped}"`;
  return value.trim() ? `a text of ${value.length} characters` : 'empty';
}
