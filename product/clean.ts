/**
 * Text from the account, such as names and tags, before it reaches a terminal, a page or the console of
 * another service.
 */

/**
 * Control characters, which a terminal would interpret, single surrogates, line separators, and characters
 * that change the direction of the text around them.
 */
export const UNSAFE_CHARACTERS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** A text from the account, such as a name or a tag, with a space in place of each unsafe character. */
export function clean(text: string): string {
  return text.replaceAll(UNSAFE_CHARACTERS, ' ');
}
