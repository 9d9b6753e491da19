import { MalformedEventError } from '../../aws/errors.ts';
import { parseObject, parseTime, parseUserId } from '../../aws/event-fields.ts';
import type { JsonObject } from '../../aws/json.ts';
import { isAccessKeyId } from '../../policy/identifiers.ts';
import { MESSAGE_EVENTS, type MessageEvent, type MessageRequest } from '../../product/message.ts';
import { emptyOccurrence, type Installation, type Occurrence } from '../occurrence.ts';

/**
 * Every field of a request; a `Record`, so that a field of the contract that is missing here does not
 * compile.
 */
const FIELDS: Readonly<Record<keyof MessageRequest, true>> = {
  operation: true,
  event: true,
  userId: true,
  userName: true,
  keptAccessKeyId: true,
  accessKeyIds: true,
  reason: true,
  time: true,
  undo: true,
  automationExecutionId: true,
  started: true,
};

/** Events that may be about no user. */
const WITHOUT_USER: readonly MessageEvent[] = ['RunFailed', 'RuleNotRun'];

/**
 * Parses a request of the remediation function (product/message.ts); throws `MalformedEventError` for any
 * other one.
 */
export function parseMessageRequest(request: unknown, installation: Installation): Occurrence {
  const fields = parseObject('event', request);
  for (const name of Object.keys(fields)) {
    if (!Object.hasOwn(FIELDS, name))
      throw new MalformedEventError('field', `one of ${Object.keys(FIELDS).join(', ')}`, name);
  }
  const event = parseEvent(fields['event']);
  return {
    ...emptyOccurrence(installation),
    event,
    userId: parseUser(event, fields['userId']),
    userName: parseString(fields, 'userName'),
    keptAccessKeyId: parseKey('keptAccessKeyId', fields['keptAccessKeyId'], ''),
    accessKeyIds: parseKeys(fields['accessKeyIds']),
    reason: parseString(fields, 'reason'),
    time: parseOptionalTime(fields['time']),
    undo: parseString(fields, 'undo'),
    automationExecutionId: parseString(fields, 'automationExecutionId'),
    started: parseString(fields, 'started'),
  };
}

function parseEvent(value: unknown): MessageEvent {
  const event = MESSAGE_EVENTS.find((known) => known === value);
  if (event) return event;
  throw new MalformedEventError('event', `one of ${MESSAGE_EVENTS.join(', ')}`, value);
}

function parseUser(event: MessageEvent, value: unknown): string {
  return value === '' && WITHOUT_USER.includes(event) ? '' : parseUserId('userId', value);
}

function parseString(fields: JsonObject, name: keyof MessageRequest): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw new MalformedEventError(name, 'a text, which may be empty', value);
}

function parseKey(name: string, value: unknown, otherwise?: ''): string {
  if (typeof value === 'string' && (value === otherwise || isAccessKeyId(value))) return value;
  throw new MalformedEventError(name, 'the id of an access key of an IAM user, AKIA…', value);
}

function parseKeys(value: unknown): readonly string[] {
  if (!Array.isArray(value))
    throw new MalformedEventError('accessKeyIds', 'a list of ids of access keys', value);
  return value.map((key: unknown) => parseKey('accessKeyIds', key));
}

function parseOptionalTime(value: unknown): string {
  return value === '' ? '' : parseTime('time', value).toISOString();
}
