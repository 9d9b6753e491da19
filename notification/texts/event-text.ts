import type { Message } from '../occurrence.ts';
import type { Phrase } from './phrase.ts';

/** How one event is told. */
export interface EventText {
  /** What happened, in a few words; it begins the subject of a mail. */
  readonly subject: (message: Message) => Phrase;
  /** One sentence: what happened. */
  readonly happened: (message: Message) => Phrase;
  /** One sentence: what follows, or what to do. */
  readonly follows: (message: Message) => Phrase;
  /** What the time of the message is. */
  readonly time: string;
  /** The three things that the owner can do belong to the message. */
  readonly hasChoices?: true;
}
