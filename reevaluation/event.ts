import { MalformedEventError } from '../aws/errors.ts';
import { fieldsOf } from '../aws/event-fields.ts';
import type { JsonObject } from '../aws/json.ts';
import type { Touch } from '../ledger/touches.ts';
import { lowerCaseTagKey } from '../policy/tags.ts';
import { EXEMPT_OWNER_TAG, EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../product/tags.ts';
import { changedUsers } from './changed-users.ts';
import { parseTouch } from './parse-touch.ts';

/** What invoked the function. */
export type Trigger = KeyChange | DueEvaluation;

/** CloudTrail recorded a call to IAM. */
export interface KeyChange {
  readonly kind: 'change';
  readonly eventName: string;
  /** The names of the users whose verdict may change, as notes of the ledger name them. */
  readonly changedUsers: readonly string[];
  /** The key whose status the call changed, and who made it; undefined for any other call. */
  readonly touch: Touch | undefined;
}

/** The minute of a scheduled evaluation has come. */
export interface DueEvaluation {
  readonly kind: 'due';
  /** How often the evaluation was postponed. */
  readonly postponements: number;
}

/** The detail type of CloudTrail's events in EventBridge. */
export const CLOUDTRAIL_EVENT = 'AWS API Call via CloudTrail';

/** The calls that change a user's keys. */
export const KEY_CALLS = ['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'] as const;

/** The calls that rename or delete a user; a new user has no keys. */
export const USER_CALLS = ['UpdateUser', 'DeleteUser'] as const;

/** The calls that set or remove tags of the owner. */
export const TAG_CALLS = ['TagUser', 'UntagUser'] as const;

const OWNERS_TAGS: readonly string[] = [KEEP_TAG, EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG, EXEMPT_OWNER_TAG];

/**
 * Parses an event of EventBridge or EventBridge Scheduler; throws `MalformedEventError` for any other one.
 *
 * Tags that cannot be read count as the owner's: an unnecessary evaluation is better than a missing one. All
 * other tags change no verdict.
 */
export function parseTrigger(event: unknown): Trigger {
  const { operation, postponements, account, detail, 'detail-type': detailType } = fieldsOf(event);
  if (operation === 'StartEvaluations' && isCount(postponements)) {
    return { kind: 'due', postponements };
  }
  const call = fieldsOf(detail);
  const { eventName } = call;
  if (detailType === CLOUDTRAIL_EVENT && typeof eventName === 'string') {
    return {
      kind: 'change',
      eventName,
      changedUsers: mayChangeVerdict(eventName, fieldsOf(call['requestParameters']))
        ? changedUsers(call)
        : [],
      touch: eventName === 'UpdateAccessKey' ? parseTouch(call, account) : undefined,
    };
  }
  const expected = `an event "${CLOUDTRAIL_EVENT}" or {"operation":"StartEvaluations","postponements":0}`;
  throw new MalformedEventError('event', expected, event);
}

function mayChangeVerdict(eventName: string, requestParameters: JsonObject): boolean {
  if (!TAG_CALLS.some((call) => call === eventName)) return true;
  const keys = tagKeys(requestParameters);
  // IAM ignores the case of tag keys.
  return keys.length === 0 || keys.some((key) => OWNERS_TAGS.includes(lowerCaseTagKey(key)) || isHidden(key));
}

/** CloudTrail writes `HIDDEN_DUE_TO_SECURITY_REASONS` instead of a value that it hides. */
const isHidden = (key: string): boolean => key.startsWith('HIDDEN_');

/** The keys in `tags: [{ key, value }]` or `tagKeys: [key]`; none if one of them cannot be read. */
function tagKeys({ tags, tagKeys }: JsonObject): string[] {
  const keys = Array.isArray(tags) ? tags.map((tag) => fieldsOf(tag)['key']) : tagKeys;
  return Array.isArray(keys) && keys.every((key) => typeof key === 'string') ? keys : [];
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
