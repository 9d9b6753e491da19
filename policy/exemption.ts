import { EXEMPT_OWNER_TAG, EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../product/tags.ts';
import { parseDate, parseDateTime } from './iso8601.ts';
import { PARAMETERS } from './parameters.ts';
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

/** What decides how far ahead an exemption may reach. */
type Reach = Pick<Policy, 'exemptionMaxDays'>;

/** The reach that the bounds of the parameter `exemptionMaxDays` allow at most. */
export const LONGEST_REACH: Reach = { exemptionMaxDays: PARAMETERS.exemptionMaxDays.max };

/**
 * Parses the tag `one-active-key:exempt-until`: `YYYY-MM-DD` lasts to the end of that day (UTC) and may lie
 * at most `exemptionMaxDays` after today's UTC date; an ISO 8601 date-time with a zone lasts to that instant
 * and may lie at most `exemptionMaxDays` after `now`; anything else is invalid, the empty value too, and so
 * is an exemption whose reason is missing or blank. An expired exemption has no effect, whether it has a
 * reason or not.
 */
export function parseExemption(
  tags: Tags,
  reach: Reach,
  now: Date,
): Exemption | InvalidExemption | undefined {
  const tag = parseUntil(tags);
  if (tag === undefined) return undefined;
  const { until, end } = tag;
  if (end === undefined) return { kind: 'invalid', until, defect: 'Malformed' };
  if (now.getTime() < allowedFrom(end, reach)) {
    return { kind: 'invalid', until, defect: 'TooLate', latest: latestOf(end, reach, now) };
  }
  if (now.getTime() >= end.endsAt) return undefined;
  const reason = tagValue(tags, EXEMPT_REASON_TAG);
  if (!reason?.trim()) return { kind: 'invalid', until, defect: 'NoReason', reason };
  return { kind: 'valid', until, reason, owner: tagValue(tags, EXEMPT_OWNER_TAG) ?? '' };
}

/**
 * The instants from which on the end in the tag `one-active-key:exempt-until` is near enough, and is over;
 * none if the user has no such tag, or a malformed one.
 */
export function boundsOfExemption(tags: Tags, reach: Reach): readonly Date[] {
  const end = parseUntil(tags)?.end;
  return end === undefined ? [] : [new Date(allowedFrom(end, reach)), new Date(end.endsAt)];
}

/**
 * The first instant after the exemption, in milliseconds since the epoch; undefined if the value is
 * malformed.
 */
export function exemptionEnd(until: string): number | undefined {
  return endOf(until)?.endsAt;
}

/** The last day of an exemption for this many days, or for as many as the policy allows: `YYYY-MM-DD`. */
export function lastExemptDay(days: number, { exemptionMaxDays }: Reach, now: Date): string {
  return formatDay(daysAfter(now, Math.min(days, exemptionMaxDays)));
}

/** The end that an owner wrote; times are in milliseconds since the epoch. */
interface End {
  /** The beginning of the named day, or the named instant. */
  readonly namedAt: number;
  /** The first instant after the exemption. */
  readonly endsAt: number;
  readonly isDay: boolean;
}

function parseUntil(tags: Tags): { readonly until: string; readonly end: End | undefined } | undefined {
  const until = tagValue(tags, EXEMPT_UNTIL_TAG);
  return until === undefined ? undefined : { until, end: endOf(until) };
}

function endOf(until: string): End | undefined {
  const day = parseDate(until);
  if (day !== undefined) return { namedAt: day, endsAt: day + DAY_MS, isDay: true };
  const instant = parseDateTime(until);
  return instant === undefined ? undefined : { namedAt: instant, endsAt: instant, isDay: false };
}

function allowedFrom({ namedAt }: End, { exemptionMaxDays }: Reach): number {
  return namedAt - exemptionMaxDays * DAY_MS;
}

function latestOf({ isDay }: End, reach: Reach, now: Date): string {
  const { exemptionMaxDays } = reach;
  return isDay ? lastExemptDay(exemptionMaxDays, reach, now) : daysAfter(now, exemptionMaxDays).toISOString();
}

function daysAfter(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS);
}
