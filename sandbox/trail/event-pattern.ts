/**
 * Whether an event matches a pattern by the rules of EventBridge (User Guide, "Event patterns"). It supports
 * the filters that we use: alternatives in a list, `prefix` and `exists`. It throws for all others.
 */
export function matchesPattern(pattern: object, event: unknown): boolean {
  return Object.entries(pattern).every(([name, expected]) => {
    const value = memberOf(event, name);
    if (Array.isArray(expected))
      return expected.some((alternative) => matchesAlternative(alternative, value));
    return matchesPattern(expected as object, value);
  });
}

function memberOf(event: unknown, name: string): unknown {
  return typeof event === 'object' && event !== null ? (event as Record<string, unknown>)[name] : undefined;
}

function matchesAlternative(alternative: unknown, value: unknown): boolean {
  if (typeof alternative !== 'object' || alternative === null) return alternative === value;
  const [[kind, argument] = ['nothing']] = Object.entries(alternative);
  if (kind === 'exists') return (value !== undefined) === argument;
  if (kind === 'prefix') return typeof value === 'string' && value.startsWith(String(argument));
  throw new Error(`Expected a text, prefix or exists; received ${kind}`);
}
