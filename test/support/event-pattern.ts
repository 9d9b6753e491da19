/**
 * Whether an event fits a pattern, as EventBridge judges it (User Guide, "Event patterns"), in the subset that our
 * rules use: alternatives in a list, `prefix` and `exists`. Throws for what it does not know.
 */
export function fitsPattern(pattern: object, event: unknown): boolean {
  return Object.entries(pattern).every(([name, expected]) => {
    const value = memberOf(event, name);
    if (Array.isArray(expected)) return expected.some((alternative) => fits(alternative, value));
    return fitsPattern(expected as object, value);
  });
}

function memberOf(event: unknown, name: string): unknown {
  return typeof event === 'object' && event !== null ? (event as Record<string, unknown>)[name] : undefined;
}

function fits(alternative: unknown, value: unknown): boolean {
  if (typeof alternative !== 'object' || alternative === null) return alternative === value;
  const [[kind, argument] = ['nothing']] = Object.entries(alternative);
  if (kind === 'exists') return (value !== undefined) === argument;
  if (kind === 'prefix') return typeof value === 'string' && value.startsWith(String(argument));
  throw new Error(`Expected a text, prefix or exists; received ${kind}`);
}
