import { UNSAFE_CHARACTERS } from './clean.ts';

/** The line feeds of the indentation stay: JSON.stringify has escaped those of the texts. */
const ESCAPED = new RegExp(`(?!\\n)${UNSAFE_CHARACTERS.source}`, 'gu');

/**
 * JSON with indentation in which control characters, line separators, single surrogates and characters that
 * change the direction of the text are escaped: the same data, and harmless to whoever shows the file on a
 * terminal or in a review. `indent` is the number of spaces of an indentation; with 0 everything is on one
 * line.
 */
export function toSafeJson(value: unknown, indent = 2): string {
  return `${JSON.stringify(value, null, indent).replaceAll(ESCAPED, escapeOf)}\n`;
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
