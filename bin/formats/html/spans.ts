import { DAY_MS } from '../../../policy/policy.ts';

/** The items whose time lies within a span. */
export interface SpanCount<T> {
  readonly label: string;
  readonly items: readonly T[];
}

/** The ends of the spans of the chart of key ages, in days. */
export const AGES = [30, 90, 180, 365] as const;

/** The ends of the spans of the chart of last uses, in days. */
export const LAST_USES = [7, 30, 90, 365] as const;

/** The time of an item, the ends of the spans in days, and the time from which the days are counted. */
export interface SpanOptions<T> {
  readonly timeOf: (item: T) => string;
  readonly ends: readonly number[];
  readonly now: string;
}

/**
 * Sorts items into spans of whole days before `now`. A span ends before the first day of the next span; the
 * last span has no end. A time after `now` is in the first span, because clocks differ.
 */
export function countBySpan<T>(items: readonly T[], { timeOf, ends, now }: SpanOptions<T>): SpanCount<T>[] {
  const spanOf = (item: T) => {
    const days = Math.floor((Date.parse(now) - Date.parse(timeOf(item))) / DAY_MS);
    const index = ends.findIndex((end) => days < end);
    return index === -1 ? ends.length : index;
  };
  const spans = items.map(spanOf);
  return [...ends, Number.POSITIVE_INFINITY].map((end, index) => ({
    label: label(ends[index - 1], end),
    items: items.filter((_, n) => spans[n] === index),
  }));
}

function label(begin: number | undefined, end: number): string {
  if (begin === undefined) return `under ${end} days`;
  return end === Number.POSITIVE_INFINITY ? `${begin} days and more` : `${begin} to ${end - 1} days`;
}
