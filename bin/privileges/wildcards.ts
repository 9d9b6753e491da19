/**
 * Whether a pattern of a policy matches the whole text: `*` stands for any characters, none too, and `?` for
 * one (IAM User Guide, "IAM JSON policy elements: Resource"). Takes at most the product of both lengths in
 * steps: a regular expression would take more for some patterns.
 */
export function matches(pattern: string, text: string): boolean {
  let reached = closure(pattern, [0]);
  for (const character of text) {
    const next = reached.flatMap((index) => {
      if (pattern[index] === '*') return [index];
      return pattern[index] === '?' || pattern[index] === character ? [index + 1] : [];
    });
    reached = closure(pattern, next);
  }
  return reached.includes(pattern.length);
}

/** The places of the pattern that can be reached without a character: an asterisk may stand for none. */
function closure(pattern: string, places: readonly number[]): readonly number[] {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === '*') all.add(place + 1);
  return [...all];
}
