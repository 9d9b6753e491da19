const compiled = new Map<string, RegExp>();

/**
 * Whether a Java regular expression of a service model matches a whole text, as AWS requires.
 *
 * The models' patterns mean the same in both languages, except for Unicode classes, which JavaScript supports
 * only with the `u` flag. The other patterns escape characters that need no escape, which the `u` flag
 * forbids.
 */
export function matchesWhole(pattern: string, text: string): boolean {
  const known = compiled.get(pattern);
  if (known) return known.test(text);
  const fresh = new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');
  compiled.set(pattern, fresh);
  return fresh.test(text);
}
