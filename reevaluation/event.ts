import { MalformedEventError } from '../aws/errors.ts';
import { foldedKey } from '../policy/tags.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../product/tags.ts';

/** What the function is asked to do. */
export type Trigger = KeyChange | DueEvaluation;

/** IAM has recorded a call that may change verdicts, or one that cannot. */
export interface KeyChange {
  readonly kind: 'change';
  readonly eventName: string;
  /** Whether a verdict can have changed. */
  readonly matters: boolean;
}

/** The minute has come for which an evaluation was scheduled. */
export interface DueEvaluation {
  readonly kind: 'due';
  /** How often it could not be started before. */
  readonly postponements: number;
}

/** The detail type of the events that CloudTrail's records arrive as. */
export const CLOUDTRAIL_EVENT = 'AWS API Call via CloudTrail';

/** The calls that change a user's keys. */
export const KEY_CALLS = ['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'] as const;

/** The calls by which an owner says, or takes back, which key to keep and until when the user is exempt. */
export const TAG_CALLS = ['TagUser', 'UntagUser'] as const;

const OWNERS_TAGS: readonly string[] = [KEEP_TAG, EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG];

/**
 * Reads what EventBridge or EventBridge Scheduler sent; throws `MalformedEventError` where it is neither.
 *
 * Tags that cannot be read count as the owner's: an evaluation too many is cheaper than one too few. Our own records
 * (`one-active-key:run/…`, `one-active-key:deactivated/…`) and everybody else's tags change no verdict.
 */
export function readTrigger(event: unknown): Trigger {
  const { operation, postponements, detail, 'detail-type': detailType } = record(event);
  if (operation === 'StartEvaluations' && typeof postponements === 'number') {
    return { kind: 'due', postponements };
  }
  const { eventName, requestParameters } = record(detail);
  if (detailType === CLOUDTRAIL_EVENT && typeof eventName === 'string') {
    return { kind: 'change', eventName, matters: changesVerdicts(eventName, record(requestParameters)) };
  }
  const expected = `an event "${CLOUDTRAIL_EVENT}" or {"operation":"StartEvaluations","postponements":0}`;
  throw new MalformedEventError('event', expected, event);
}

function changesVerdicts(eventName: string, requestParameters: Record<string, unknown>): boolean {
  if (!TAG_CALLS.some((call) => call === eventName)) return true;
  const keys = tagKeys(requestParameters);
  // IAM does not tell keys apart by their case.
  return keys.length === 0 || keys.some((key) => OWNERS_TAGS.includes(foldedKey(key)) || isHidden(key));
}

/** CloudTrail writes `HIDDEN_DUE_TO_SECURITY_REASONS` in place of what it does not show. */
const isHidden = (key: string): boolean => key.startsWith('HIDDEN_');

/** The keys in `tags: [{ key, value }]` or `tagKeys: [key]`; none where one of them cannot be read. */
function tagKeys({ tags, tagKeys }: Record<string, unknown>): string[] {
  const keys = Array.isArray(tags) ? tags.map((tag) => record(tag)['key']) : tagKeys;
  return Array.isArray(keys) && keys.every((key) => typeof key === 'string') ? keys : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
