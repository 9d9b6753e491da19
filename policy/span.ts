/**
 * The first instant after a span that begins at `from`; undefined if the span is 0, which switches it off.
 */
export function endOfSpan(from: Date, spanMs: number): Date | undefined {
  return spanMs > 0 ? new Date(from.getTime() + spanMs) : undefined;
}

/**
 * Whether `now` is in a span that has this end: strictly before it. A beginning after `now` (clocks differ)
 * is in the span, too.
 */
export function isWithin(end: Date | undefined, now: Date): boolean {
  return now.getTime() < (end?.getTime() ?? Number.NEGATIVE_INFINITY);
}
