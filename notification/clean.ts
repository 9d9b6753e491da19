/**
 * The rules for text of others: names, tags, annotations and error messages. No such text breaks a message,
 * mentions anybody or makes a link, whatever it is.
 */

/** Control characters, line and paragraph separators, and single surrogates: each becomes a space. */
const SEPARATORS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu;

/** Characters without a width, among them those that change the direction of the text: they are removed. */
const INVISIBLE = /\p{Cf}/gu;

/** A text on one line, without characters that nobody sees. */
export function oneLine(text: string): string {
  return text.replaceAll(INVISIBLE, '').replaceAll(SEPARATORS, ' ').trim();
}

/** At most so many characters of a text, with an ellipsis if some are missing; no character is cut in two. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = [...text];
  let kept = '';
  for (const character of characters) {
    if (kept.length + character.length + 1 > limit) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * The last dot of a domain before a path, a query or a port, of which some mail programs make a link without
 * a scheme.
 */
const DOT_OF_ADDRESS = /\.(?=\p{L}[\p{L}\d-]{1,62}(?:[/?#]|:\d))/gu;

/**
 * A text of others for a mail: on one line, and without a link, as people who report such links write them.
 */
export function plain(text: string, limit: number): string {
  const defanged = oneLine(text)
    .replaceAll('://', '[:]//')
    .replaceAll(DOT_OF_ADDRESS, '[.]')
    .replaceAll(/www\./gi, (found) => `${found.slice(0, 3)}[.]`);
  return clip(defanged, limit);
}

/** What stands for a character that means something to Slack, to Teams or to Amazon Q. */
const IN_CHAT: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  '&': '＆',
  // Amazon Q mentions people and groups by a name after an @ (Administrator Guide, "Custom notifications").
  '@': '[@]',
  '`': 'ˋ',
};

/** A text of others for a part of a chat message that is not shown as markdown. */
export function inChat(text: string, limit: number): string {
  const harmless = plain(text, Number.POSITIVE_INFINITY).replaceAll(
    /[<>&@`]/g,
    (character) => IN_CHAT[character] ?? '',
  );
  return clip(harmless, limit);
}

/**
 * A text of others as a code span, in which neither Slack nor Teams interprets anything; empty for an empty
 * text.
 */
export function codeSpan(text: string, limit: number): string {
  const harmless = inChat(text, limit);
  return harmless === '' ? '' : `\`${harmless}\``;
}

/** Whether a text, such as a command of ours, is the same in a chat as it is. */
export function isSafeInChat(text: string): boolean {
  return text === inChat(text, Number.POSITIVE_INFINITY);
}

/**
 * A text of others in printable ASCII, for the subject of a mail: any other character becomes a question
 * mark.
 */
export function ascii(text: string): string {
  return plain(text, Number.POSITIVE_INFINITY).replaceAll(/[^ -~]/gu, '?');
}
