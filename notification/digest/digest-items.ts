import { fieldsOf } from '../../aws/event-fields.ts';
import { type JsonObject, parseJson } from '../../aws/json.ts';
import type { MalformedItemError } from '../../ledger/errors.ts';
import { malformedMessage, type WaitingMessage } from '../../ledger/messages.ts';
import { parseIsoTime } from '../../ledger/parse-attribute.ts';
import { parseAll } from '../../ledger/read-each.ts';
import { isAccessKeyId, isUserId } from '../../policy/identifiers.ts';
import { MESSAGE_EVENTS, type MessageEvent } from '../../product/message.ts';
import type { Installation, Message, Source } from '../occurrence.ts';

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
  const parse = (each: WaitingMessage) => ({ waiting: each, message: messageIn(each, installation) });
  const { read: items, malformed } = parseAll(waiting, parse);
  return { items, malformed };
}

/** The fields of a message that are texts and not the installation's. */
type TextField = Exclude<keyof Message, keyof Installation | 'event' | 'accessKeyIds' | 'source'>;

type Text = (text: string) => boolean;

const isAnything: Text = () => true;

/**
 * What each field of a message that is a text may be; the readers of events and of users let nothing else in.
 */
const TEXTS: Readonly<Record<TextField, Text>> = {
  userId: (text) => text === '' || isUserId(text),
  userName: isAnything,
  keptAccessKeyId: (text) => text === '' || isAccessKeyId(text),
  reason: isAnything,
  time: (text) => text === '' || parseIsoTime(text) !== undefined,
  undo: isAnything,
  automationExecutionId: isAnything,
  started: isAnything,
  configRuleName: isAnything,
  owner: isAnything,
  ownerTag: isAnything,
  unread: isAnything,
};

function messageIn(waiting: WaitingMessage, installation: Installation): Message {
  const fields = fieldsOf(parseJson(waiting.message));
  const { event, accessKeyIds, source } = fields;
  const isOurs = isWrittenIn(installation, fields) && hasTexts(fields);
  if (isOurs && isEvent(event) && areKeys(accessKeyIds) && isSource(source)) {
    return { ...fields, event, accessKeyIds, source, ...installation };
  }
  throw malformedMessage(
    waiting,
    'a message of the function one-active-key-notification of this account and Region as JSON',
  );
}

function isWrittenIn({ partition, region, accountId }: Installation, fields: JsonObject): boolean {
  return (
    fields['partition'] === partition && fields['region'] === region && fields['accountId'] === accountId
  );
}

const isText = (value: unknown, allows: Text): boolean => typeof value === 'string' && allows(value);

const hasTexts = (fields: JsonObject): fields is Readonly<Record<TextField, string>> =>
  Object.entries(TEXTS).every(([name, allows]) => isText(fields[name], allows));

const isEvent = (value: unknown): value is MessageEvent => MESSAGE_EVENTS.some((event) => event === value);

const areKeys = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((key) => isText(key, isAccessKeyId));

const KINDS: readonly Source['kind'][] = ['runbook', 'alarm', 'function'];

function isSource(source: unknown): source is Source | undefined {
  const { kind, name } = fieldsOf(source);
  return source === undefined || (typeof name === 'string' && KINDS.some((each) => each === kind));
}
