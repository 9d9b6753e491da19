/**
 * Joins the sentences of a reason or a message; a sentence that does not apply is undefined and is left out.
 */
export function joinSentences(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}
