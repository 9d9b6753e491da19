import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../product/tags.ts';
import type { InvalidExemption } from './exemption.ts';
import { clipWords, formatDay, formatMinute } from './text.ts';
import type { Refusal } from './verdict.ts';

/** How many characters of a tag's value are quoted; of a longer value, whole words are left out. */
const MAX_QUOTED_CHARACTERS = 60;

/**
 * Why no key can be selected, in fewer and fewer words. The sentences do not contain the code of the refusal.
 */
export function refusalSentences(refusal: Refusal): readonly [string, ...string[]] {
  switch (refusal.code) {
    case 'InvalidExemption':
      return [invalidExemption(refusal.exemption)];
    case 'InvalidKeepTag':
      return [invalidName(`Tag ${KEEP_TAG}`, refusal.value)];
    case 'InvalidKeepAccessKeyId':
      return [invalidName('KeepAccessKeyId', refusal.value)];
    case 'Indistinguishable': {
      const keys = refusal.keys.map((key) => key.id).join(', ');
      return [
        `${keys} have the same creation and last use; name the survivor in tag ${KEEP_TAG}.`,
        `The keys have the same creation and last use; name the survivor in tag ${KEEP_TAG}.`,
      ];
    }
    case 'KeysInUse':
      return keysInUse(refusal);
    case 'NewKey':
      return newKey(refusal);
  }
}

function invalidExemption(exemption: InvalidExemption): string {
  const { until, defect } = exemption;
  const untilTag = `Tag ${EXEMPT_UNTIL_TAG} is ${quote(until)}`;
  switch (defect) {
    case 'Malformed':
      return `${untilTag}; expected YYYY-MM-DD or an ISO 8601 date-time with a zone.`;
    case 'TooLate':
      return `${untilTag}; expected ${exemption.latest} at the latest (exemptionMaxDays).`;
    case 'NoReason': {
      const received = exemption.reason === undefined ? 'missing' : 'empty';
      return `Tag ${EXEMPT_REASON_TAG} is ${received}; expected the reason of the exemption until ${until}.`;
    }
  }
}

function invalidName(source: string, value: string): string {
  return `${source} is ${quote(value)}; expected the id of an active access key of this user.`;
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

function newKey({ keys, until }: Refusal & { code: 'NewKey' }): readonly [string, ...string[]] {
  const named = keys.map((key) => `${key.id} (created ${formatDay(key.createdAt)})`).join(', ');
  const [are, they, stay] = keys.length === 1 ? ['is', 'it', 'stays'] : ['are', 'they', 'stay'];
  const later = `If ${they} ${stay} unused, ${they} can be selected from ${formatMinute(until)}`;
  return [
    `A rotation may be under way: ${named} ${are} not in use yet. ${later}; or name the survivor in tag ${KEEP_TAG}.`,
    `A rotation may be under way: ${named} ${are} not in use yet. ${later}.`,
    `A rotation may be under way: ${keys.length} surplus keys are not in use yet. ${later}.`,
  ];
}

function quote(value: string): string {
  const clipped = clipWords(value, MAX_QUOTED_CHARACTERS);
  if (clipped) return `"${clipped}"`;
  return value.trim() ? `a text of ${value.length} characters` : 'empty';
}
