/** `YYYY-MM-DD` in UTC. */
export const formatDay = (at: Date): string => at.toISOString().slice(0, 10);

/** `YYYY-MM-DDTHH:MMZ`. */
export const formatMinute = (at: Date): string => `${at.toISOString().slice(0, 16)}Z`;

/**
 * As many whole words of a text as fit into `limit` characters, with an ellipsis if some are missing; empty
 * if not even the first word fits. Words are never cut, since a word may be a key id.
 */
export function clipWords(text: string, limit: number): string {
  const words = text.trim().split(/\s+/);
  const whole = words.join(' ');
  if (whole.length <= limit) return whole;
  let clipped = '';
  for (const word of words) {
    const longer = clipped ? `${clipped} ${word}` : word;
    if (longer.length + ' …'.length > limit) break;
    clipped = longer;
  }
  return clipped && `${clipped} …`;
}
