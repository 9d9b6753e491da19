import { fieldsOf } from '../../aws/event-fields.ts';
import { parseJson } from '../../aws/json.ts';
import type { MalformedItemError } from '../../ledger/errors.ts';
import { malformedMessage, type WaitingMessage } from '../../ledger/messages.ts';
import { parseTime } from '../../ledger/read-attribute.ts';
import { readAll } from '../../ledger/read-each.ts';
import { isAccessKeyId, isUserId } from '../../policy/identifiers.ts';
import { MESSAGE_EVENTS } from '../../product/message.ts';
import type { Installation, Message } from '../occurrence.ts';

/** A message that waited, and its item in the ledger. */
export interface DigestItem {
  readonly waiting: WaitingMessage;
  readonly message: Message;
}

/**
 * The messages in the items, and an error for each item with a text that the function does not write in this
 * account and Region.
 */
export function digestItems(
  waiting: readonly WaitingMessage[],
  installation: Installation,
): {
  readonly items: readonly DigestItem[];
  readonly malformed: readonly MalformedItemError[];
} {
  const read = (each: WaitingMessage) => ({ waiting: each, message: messageIn(each, installation) });
  const { read: items, malformed } = readAll(waiting, read);
  return { items, malformed };
}

type Text = (text: string) => boolean;

const isAnything: Text = () => true;

/**
 * What each field of a message that is a text may be; the readers of events and of users let nothing else in.
 */
const TEXTS = {
  userId: (text) => text === '' || isUserId(text),
  userName: isAnything,
  keptAccessKeyId: (text) => text === '' || isAccessKeyId(text),
  reason: isAnything,
  time: (text) => text === '' || parseTime(text) !== undefined,
  undo: isAnything,
  automationExecutionId: isAnything,
  started: isAnything,
  configRuleName: isAnything,
  owner: isAnything,
  ownerTag: isAnything,
  unread: isAnything,
} as const satisfies Partial<Record<keyof Message, Text>>;

function messageIn(waiting: WaitingMessage, installation: Installation): Message {
  const parsed = fieldsOf(parseJson(waiting.message)) as Partial<Record<keyof Message, unknown>>;
  const { partition, region, accountId } = installation;
  const isMessage =
    MESSAGE_EVENTS.some((event) => event === parsed.event) &&
    parsed.partition === partition &&
    parsed.region === region &&
    parsed.accountId === accountId &&
    Object.entries(TEXTS).every(([name, allows]) => isText(parsed[name as keyof typeof TEXTS], allows)) &&
    Array.isArray(parsed.accessKeyIds) &&
    parsed.accessKeyIds.every((key) => isText(key, isAccessKeyId)) &&
    isSource(parsed.source);
  if (isMessage) return { source: undefined, ...parsed, ...installation } as Message;
  throw malformedMessage(
    waiting,
    'a message of the function one-active-key-notification of this account and Region as JSON',
  );
}

const isText = (value: unknown, allows: Text): boolean => typeof value === 'string' && allows(value);

function isSource(source: unknown): boolean {
  const { kind, name } = fieldsOf(source);
  return (
    source === undefined ||
    (typeof name === 'string' && ['runbook', 'alarm', 'function'].includes(String(kind)))
  );
}
