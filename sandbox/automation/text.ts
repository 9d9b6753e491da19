/** A value as Automation writes it within a text: a text as it is, and anything else as JSON. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
