import { ascii, clip } from '../clean.ts';
import type { Message } from '../occurrence.ts';
import { type Phrase, phrase, written } from './phrase.ts';
import { TEXTS } from './texts.ts';

/** "Less than 100 characters long" (SNS API Reference, Publish, Subject). */
const MAX_SUBJECT_CHARACTERS = 99;

/** What a message is about, in one line. */
export function headlineOf(message: Message): Phrase {
  return phrase`One Active Key: ${TEXTS[message.event].subject(message)} (${message.accountId})`;
}

/**
 * The subject of a mail: ASCII, one line, at most 99 characters. Where it is too long, the texts of others,
 * which are names, lose their ends.
 */
export function subjectOf(message: Message): string {
  const headline = headlineOf(message);
  const whole = written(headline, ascii);
  if (whole.length <= MAX_SUBJECT_CHARACTERS) return whole;
  const excess = whole.length - MAX_SUBJECT_CHARACTERS;
  const shortened = written(headline, (text) => shortenedBy(ascii(text), excess));
  return clip(shortened, MAX_SUBJECT_CHARACTERS).replaceAll('…', '.');
}

/** Short texts, such as a day or an account, stay. */
const SHORTEST = 20;

function shortenedBy(text: string, excess: number): string {
  if (text.length <= SHORTEST) return text;
  return `${text.slice(0, Math.max(SHORTEST - 3, text.length - excess - 3))}...`;
}
