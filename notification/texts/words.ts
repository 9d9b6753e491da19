import { formatDay, formatMinute } from '../../policy/text.ts';
import type { Message } from '../occurrence.ts';
import { type Phrase, phrase } from './phrase.ts';
import { undoIn } from './undo.ts';

/** The name of the user, or its id where nobody knows the name. */
export function userIn({ userName, userId }: Pick<Message, 'userName' | 'userId'>): string {
  return userName || userId;
}

/** The keys that the event is about. */
export function keysIn({ accessKeyIds }: Pick<Message, 'accessKeyIds'>): Phrase {
  if (accessKeyIds.length === 0) return phrase`an access key`;
  const list = accessKeyIds.join(', ');
  return accessKeyIds.length === 1 ? phrase`the access key ${list}` : phrase`the access keys ${list}`;
}

/** `a key`, or `2 keys`. */
export function howMany({ accessKeyIds }: Pick<Message, 'accessKeyIds'>): Phrase {
  return accessKeyIds.length > 1 ? phrase`${String(accessKeyIds.length)} keys` : phrase`a key`;
}

/** The time of the message to the minute; empty if it has none. */
export function minuteIn({ time }: Pick<Message, 'time'>): string {
  return time === '' ? '' : formatMinute(new Date(time));
}

/** The day of the message, for a subject; empty if it has none. */
export function dayIn({ time }: Pick<Message, 'time'>): string {
  return time === '' ? '' : formatDay(new Date(time));
}

/** `not before TIME`, or `soon` if nobody gave a time. */
export function notBefore(message: Message): Phrase {
  const minute = minuteIn(message);
  return minute === '' ? phrase`soon` : phrase`not before ${minute}`;
}

/** That the command which undoes the act is among the facts, if it is. */
export function byCommand(message: Message): Phrase {
  return undoIn(message) === '' ? phrase`` : phrase` with the command below`;
}
