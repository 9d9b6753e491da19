import { codeSpan, plain } from '../clean.ts';

/** A sentence of ours in which texts of others stand: names, ids, times. */
export interface Phrase {
  readonly literals: readonly string[];
  /** A text of others, or a phrase of ours within this one. */
  readonly values: readonly (string | Phrase)[];
}

/** Writes a phrase as a template: what is between `${` and `}` is a text of others, or another phrase. */
export function phrase(literals: TemplateStringsArray, ...values: readonly (string | Phrase)[]): Phrase {
  return { literals, values };
}

/** The phrase for a mail; each text of others has at most `limit` characters. */
export function phraseAsText(sentence: Phrase, limit: number): string {
  return written(sentence, (text) => plain(text, limit));
}

/** The phrase for a chat, with each text of others as a code span. */
export function phraseAsChat(sentence: Phrase, limit: number): string {
  return written(sentence, (text) => codeSpan(text, limit));
}

/** The phrase with each text of others as `write` gives it. */
export function written({ literals, values }: Phrase, write: (text: string) => string): string {
  return literals
    .map((literal, index) => {
      const value = values[index] ?? '';
      return literal + (typeof value === 'string' ? write(value) : written(value, write));
    })
    .join('');
}
