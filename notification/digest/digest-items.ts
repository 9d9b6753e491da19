import { fieldsOf } from '../../aws/event-fields.ts';
import { MalformedItemError, orMalformed } from '../../ledger/errors.ts';
import { malformedMessage, type WaitingMessage } from '../../ledger/messages.ts';
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
  const items: DigestItem[] = [];
  const malformed: MalformedItemError[] = [];
  for (const each of waiting) {
    const message = orMalformed(() => messageIn(each));
    if (message instanceof MalformedItemError) malformed.push(message);
    else items.push({ waiting: each, message });
  }
  return { items, malformed };
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
  const parsed = parsedOf(waiting.message) as Partial<Record<keyof Message, unknown>>;
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

function parsedOf(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    // An object without fields is refused like every other text that is no message.
    return {};
  }
}
