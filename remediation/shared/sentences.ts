/** Joins the sentences of a reason or a message; a sentence that does not apply is empty and is left out. */
export function joinSentences(...sentences: readonly string[]): string {
  return sentences.filter(Boolean).join(' ');
}
