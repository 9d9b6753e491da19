import { MalformedEventError } from '../aws/errors.ts';
import type { JsonObject } from '../aws/event-fields.ts';
import { type AccessKeyId, accessKeyId, isAccessKeyId } from '../policy/identifiers.ts';

/** The plan that people approved: a run makes this plan, or changes nothing. */
export interface ApprovedPlan {
  readonly keptAccessKeyId: AccessKeyId;
  /** The surplus keys, at least one, in any order. */
  readonly accessKeyIds: readonly AccessKeyId[];
}

/** The fields of an approved plan; a request has both of them or neither. */
export const APPROVED_PLAN_FIELDS = ['approvedKeptAccessKeyId', 'approvedAccessKeyIds'] as const;

/** Reads the fields of an approved plan; undefined if the request has neither. Throws `MalformedEventError`. */
export function readApprovedPlan(fields: JsonObject): ApprovedPlan | undefined {
  if (APPROVED_PLAN_FIELDS.every((name) => fields[name] === undefined)) return undefined;
  const [keptAccessKeyId] = readKeys(fields, 'approvedKeptAccessKeyId', 1);
  const accessKeyIds = readKeys(fields, 'approvedAccessKeyIds', Number.POSITIVE_INFINITY);
  return { keptAccessKeyId, accessKeyIds };
}

/** Reads ids of access keys, joined by a comma and a space as the outputs of a runbook have them. */
function readKeys(
  fields: JsonObject,
  name: (typeof APPROVED_PLAN_FIELDS)[number],
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
