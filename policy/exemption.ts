import { EXEMPT_OWNER_TAG, EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../product/tags.ts';
import { parseDate, parseDateTime } from './iso8601.ts';
import { DAY_MS, type Policy } from './policy.ts';
import { type Tags, tagValue } from './tags.ts';
import { formatDay } from './text.ts';

/** An exemption that is in force. */
export interface Exemption {
  readonly kind: 'valid';
  /** The tag's value as the owner wrote it. */
  readonly until: string;
  /** The reason as the owner wrote it; never blank. */
  readonly reason: string;
  /** Who answers for the exemption, as the owner wrote it; empty if nobody is named. */
  readonly owner: string;
}

/** An exemption without effect: it is malformed, ends later than the policy allows, or gives no reason. */
export type InvalidExemption = { readonly kind: 'invalid'; readonly until: string } & (
  | { readonly defect: 'Malformed' }
  /** `latest` is the latest end that the policy allows: `YYYY-MM-DD` or an ISO 8601 date-time. */
  | { readonly defect: 'TooLate'; readonly latest: string }
  /** `reason` is the blank value of the tag; undefined if the user has no such tag. */
  | { readonly defect: 'NoReason'; readonly reason: string | undefined }
);

interface End {
  /** The first instant after the exemption. */
  readonly endsAt: number;
  readonly latestEndsAt: number;
  readonly latest: string;
}

/**
 * Reads the tag `one-active-key:exempt-until`: `YYYY-MM-DD` lasts to the end of that day (UTC) and may lie at
 * most `exemptionMaxDays` after today's UTC date; an ISO 8601 date-time with a zone lasts to that instant and
 * may lie at most `exemptionMaxDays` after `now`; anything else is invalid, the empty value too, and so is an
 * exemption whose reason is missing or blank. An expired exemption has no effect, whether it has a reason or
 * not.
 */
export function readExemption(
  tags: Tags,
  policy: Policy,
  now: Date,
): Exemption | InvalidExemption | undefined {
  const until = tagValue(tags, EXEMPT_UNTIL_TAG);
  if (until === undefined) return undefined;
  const end = endOf(until, policy, now);
  if (end === undefined) return { kind: 'invalid', until, defect: 'Malformed' };
  if (end.endsAt > end.latestEndsAt) return { kind: 'invalid', until, defect: 'TooLate', latest: end.latest };
  if (now.getTime() >= end.endsAt) return undefined;
  const reason = tagValue(tags, EXEMPT_REASON_TAG);
  if (!reason?.trim()) return { kind: 'invalid', until, defect: 'NoReason', reason };
  return { kind: 'valid', until, reason, owner: tagValue(tags, EXEMPT_OWNER_TAG) ?? '' };
}

/**
 * The first instant after the exemption, in milliseconds since the epoch; undefined if the value is
 * malformed.
 */
export function exemptionEnd(until: string): number | undefined {
  const start = parseDate(until);
  return start === undefined ? parseDateTime(until) : start + DAY_MS;
}

function endOf(until: string, policy: Policy, now: Date): End | undefined {
  const endsAt = exemptionEnd(until);
  if (endsAt === undefined) return undefined;
  const reach = policy.exemptionMaxDays * DAY_MS;
  if (parseDate(until) === undefined) {
    const latestEndsAt = now.getTime() + reach;
    return { endsAt, latestEndsAt, latest: new Date(latestEndsAt).toISOString() };
  }
  const latestDay = Math.floor(now.getTime() / DAY_MS) * DAY_MS + reach;
  return { endsAt, latestEndsAt: latestDay + DAY_MS, latest: formatDay(new Date(latestDay)) };
}
