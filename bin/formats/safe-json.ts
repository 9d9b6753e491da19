/**
 * JSON with indentation in which control characters, line separators, single surrogates and characters that change the direction of
 * the text are escaped: the same data, and harmless to whoever shows the file on a terminal or in a review.
 */
export function toSafeJson(value: unknown): string {
  const json = JSON.stringify(value, null, 2);
  // The line feeds of the indentation stay: JSON.stringify has escaped those of the texts.
  const escaped = json.replaceAll(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escapeOf);
  return `${escaped}\n`;
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
