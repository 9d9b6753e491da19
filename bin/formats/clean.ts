/**
 * A text from the account, such as a name or a tag, without control characters, which a terminal would interpret, single surrogates,
 * line separators, and characters that change the direction of the text around them.
 */
export function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ');
}
