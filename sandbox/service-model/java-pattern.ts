const compiled = new Map<string, RegExp>();

/**
 * Whether a Java regular expression of a service model matches the whole of a text, as AWS asks.
 *
 * The models' patterns mean the same in both languages, but for Unicode classes, which JavaScript knows with the `u`
 * flag only. The others go without: they escape characters that need no escape, and that flag forbids it.
 */
export function matchesWhole(pattern: string, text: string): boolean {
  const known = compiled.get(pattern);
  if (known) return known.test(text);
  const fresh = new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');
  compiled.set(pattern, fresh);
  return fresh.test(text);
}
