import { fieldsOf } from '../../aws/event-fields.ts';
import { parseJson } from '../../aws/parse-json.ts';
import type { MalformedItemError } from '../../ledger/errors.ts';
import { malformedMessage, type WaitingMessage } from '../../ledger/messages.ts';
import { readAll } from '../../ledger/read-each.ts';
import { MESSAGE_EVENTS } from '../../product/message.ts';
import type { Message } from '../occurrence.ts';

/** A message that waited, and its item in the ledger. */
export interface DigestItem {
  readonly waiting: WaitingMessage;
  readonly message: Message;
}

/** The messages in the items, and an error for each item with another text. */
export function digestItems(waiting: readonly WaitingMessage[]): {
  readonly items: readonly DigestItem[];
  readonly malformed: readonly MalformedItemError[];
} {
  const { read, malformed } = readAll(waiting, (each) => ({ waiting: each, message: messageIn(each) }));
  return { items: read, malformed };
}

/** The fields that every message has as texts, which may be empty. */
const TEXTS = [
  'partition',
  'region',
  'accountId',
  'userId',
  'userName',
  'keptAccessKeyId',
  'reason',
  'time',
  'undo',
  'automationExecutionId',
  'configRuleName',
  'owner',
  'ownerTag',
  'unread',
] as const satisfies readonly (keyof Message)[];

function messageIn(waiting: WaitingMessage): Message {
  const parsed = fieldsOf(parseJson(waiting.message)) as Partial<Record<keyof Message, unknown>>;
  const isMessage =
    MESSAGE_EVENTS.some((event) => event === parsed.event) &&
    TEXTS.every((name) => typeof parsed[name] === 'string') &&
    Array.isArray(parsed.accessKeyIds) &&
    parsed.accessKeyIds.every((key) => typeof key === 'string') &&
    isSource(parsed.source) &&
    (parsed.time === '' || Number.isFinite(Date.parse(String(parsed.time))));
  if (isMessage) return { source: undefined, ...parsed } as Message;
  throw malformedMessage(waiting, 'a message of the function one-active-key-notification as JSON');
}

function isSource(source: unknown): boolean {
  const { kind, name } = fieldsOf(source);
  return (
    source === undefined ||
    (typeof name === 'string' && ['runbook', 'alarm', 'function'].includes(String(kind)))
  );
}
