import { keepMessage } from '../ledger/messages.ts';
import type { Ledger } from '../ledger/table.ts';
import { type MessageAnswer, type MessageEvent, URGENT_EVENTS } from '../product/message.ts';
import { chatMessage } from './chat-message.ts';
import { clip } from './clean.ts';
import type { Delivery } from './delivery.ts';
import { MissingLedgerError, UnknownOwnerError } from './errors.ts';
import { attributesOf } from './message-attributes.ts';
import { MAX_TEXT_CHARACTERS, messageText } from './message-text.ts';
import type { Message, Occurrence } from './occurrence.ts';
import { publish, type Topics } from './publish.ts';
import { type PersonServices, readPerson } from './read-person.ts';
import { subjectOf } from './texts/subject.ts';

/** What tells a message; created once per process. */
export interface TellServices extends PersonServices, Topics {
  readonly delivery: Delivery;
  /** Undefined in a stack that remembers nothing. */
  readonly ledger: Ledger | undefined;
  readonly now: () => Date;
  /** A text that is different each time. */
  readonly randomId: () => string;
}

/** The events that have to reach the owner of the user: an act follows. */
const EVENTS_FOR_THE_OWNER: readonly MessageEvent[] = ['Noticed', 'Reminder'];

/**
 * Tells an occurrence, or keeps it for the digest. Throws `UnknownOwnerError`, `PublishError` and
 * `LedgerUnavailableError`.
 */
export async function tell(occurrence: Occurrence, services: TellServices): Promise<MessageAnswer> {
  const message: Message = { ...occurrence, ...(await readPerson(occurrence, services)) };
  const { event, userId, unread } = message;
  if (unread !== '' && EVENTS_FOR_THE_OWNER.includes(event)) throw new UnknownOwnerError(userId, unread);
  if (services.delivery === 'Daily' && !URGENT_EVENTS.includes(message.event)) {
    await keep(message, services);
    return { outcome: 'Collected' };
  }
  const publication = {
    subject: subjectOf(message),
    text: messageText(message),
    chat: chatMessage(message),
    attributes: attributesOf(message),
  };
  await publish(publication, services);
  return { outcome: 'Accepted' };
}

/** An item of DynamoDB has at most 400 KB, so long texts are kept as long as a message shows them. */
async function keep(message: Message, { ledger, now, randomId }: TellServices): Promise<void> {
  if (!ledger) throw new MissingLedgerError();
  // A command of ours is shorter, and one that was clipped is none.
  const short = (text: string) => clip(text, MAX_TEXT_CHARACTERS);
  const [reason, unread] = [short(message.reason), short(message.unread)];
  const [undo, started] = [short(message.undo), short(message.started)];
  const kept = JSON.stringify({ ...message, reason, unread, undo, started });
  await keepMessage(ledger, { at: now(), nonce: randomId(), message: kept });
}
