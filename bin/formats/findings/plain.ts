import { clipWords } from '../../../policy/text.ts';
import { clean } from '../clean.ts';

/**
 * A text without characters that a console would interpret, in whole words of at most `limit` characters;
 * undefined if nothing is left.
 */
export function plain(text: string, limit: number): string | undefined {
  const cleaned = clean(text);
  return clipWords(cleaned, limit) || firstCharacters(cleaned.trim(), limit) || undefined;
}

/** Of a first word that does not fit as many characters as do, none of them halved. */
function firstCharacters(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${clean(cut).trimEnd()}…`;
}

/**
 * The entries whose texts say something, by the key: of each at most so many characters, of all at most so
 * many entries.
 */
export function plainEntries(
  entries: readonly (readonly [string, string | null | undefined])[],
  limits: { readonly entries: number; readonly key: number; readonly value: number },
): Readonly<Record<string, string>> {
  const found = entries.flatMap(([key, value]) => {
    const [name, text] = [plain(key, limits.key), plain(value ?? '', limits.value)];
    return name === undefined || text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(found.slice(0, limits.entries));
}
