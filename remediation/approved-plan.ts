import { MalformedEventError } from '../aws/errors.ts';
import type { JsonObject } from '../aws/json.ts';
import { type AccessKeyId, accessKeyId, isAccessKeyId } from '../policy/identifiers.ts';
import { clean } from '../product/clean.ts';

/** The plan that people approved: a run makes this plan, or changes nothing. */
export interface ApprovedPlan {
  /** The key that stays active. */
  readonly survivor: AccessKeyId;
  /** The surplus keys, at least one, in any order. */
  readonly accessKeyIds: readonly AccessKeyId[];
  /**
   * The reason of the dry run, which the approvers read: what selected the survivor, and which protections
   * that waives.
   */
  readonly reason: string;
}

/** The fields of an approved plan; a request has all of them or none. */
export const APPROVED_PLAN_FIELDS = [
  'approvedKeptAccessKeyId',
  'approvedAccessKeyIds',
  'approvedReason',
] as const;

/** Parses the fields of an approved plan; undefined if the request has none. Throws `MalformedEventError`. */
export function parseApprovedPlan(fields: JsonObject): ApprovedPlan | undefined {
  if (APPROVED_PLAN_FIELDS.every((name) => fields[name] === undefined)) return undefined;
  const [survivor] = parseKeys(fields, 'approvedKeptAccessKeyId', 1);
  const accessKeyIds = parseKeys(fields, 'approvedAccessKeyIds', Number.POSITIVE_INFINITY);
  return { survivor, accessKeyIds, reason: parseReason(fields) };
}

/**
 * The reason of a dry run is the explanation of a verdict, which has 1 to 256 characters
 * (policy/annotation.ts).
 */
const REASON_LIMIT = 256;

function parseReason({ approvedReason: value }: JsonObject): string {
  const isReason = typeof value === 'string' && value.length >= 1 && value.length <= REASON_LIMIT;
  if (isReason && clean(value) === value) return value;
  const expected = `1 to ${REASON_LIMIT} characters without control characters, the reason of the plan that was approved`;
  throw new MalformedEventError('approvedReason', expected, value);
}

/** Parses ids of access keys, joined by a comma and a space as the outputs of a runbook have them. */
function parseKeys(
  fields: JsonObject,
  name: 'approvedKeptAccessKeyId' | 'approvedAccessKeyIds',
  max: number,
): [AccessKeyId, ...AccessKeyId[]] {
  const value = fields[name];
  const ids = typeof value === 'string' ? value.split(', ') : [];
  const [first, ...others] = ids.filter(isAccessKeyId).map(accessKeyId);
  if (first !== undefined && others.length + 1 === ids.length && ids.length <= max) return [first, ...others];
  const expected =
    max === 1 ? 'the id of an access key' : 'the ids of access keys, joined by a comma and a space';
  throw new MalformedEventError(name, `${expected}, AKIA…, of the plan that was approved`, value);
}
