/**
 * Readers for the fields of a request: each returns the value in its own type or throws
 * `MalformedEventError`.
 */

import { MalformedEventError } from '../aws/errors.ts';
import type { JsonObject } from '../aws/json.ts';
import { type AccessKeyId, isAccessKeyId } from '../policy/identifiers.ts';

/** Throws `MalformedEventError` for a field that is not among `known`. */
export function refuseUnknownFields(fields: JsonObject, known: readonly string[]): void {
  for (const name of Object.keys(fields)) {
    if (!known.includes(name)) throw new MalformedEventError('field', `one of ${known.join(', ')}`, name);
  }
}

/** Parses `"true"` or `"false"`; an absent field is false. */
export function parseBoolean(name: string, value: unknown = 'false'): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new MalformedEventError(name, '"true" or "false"', value);
}

/** Parses the field `accessKeyId`: `AKIA`, then 12 to 124 capital letters and digits. */
export function parseAccessKeyId(value: unknown): AccessKeyId {
  if (typeof value === 'string' && isAccessKeyId(value)) return value;
  throw new MalformedEventError('accessKeyId', 'the id of an access key of an IAM user, AKIA…', value);
}

/** Parses the field `keepAccessKeyId`: the id of an access key; an absent or an empty field names none. */
export function parseKeepAccessKeyId(received: unknown): AccessKeyId | undefined {
  const value = received ?? '';
  if (value === '') return undefined;
  if (typeof value === 'string' && isAccessKeyId(value)) return value;
  throw new MalformedEventError(
    'keepAccessKeyId',
    'the id of an access key of an IAM user, AKIA…, or ""',
    value,
  );
}

const EXECUTION_ID = /^[A-Za-z0-9-]{1,64}$/;

/** Parses the field `automationExecutionId`; an absent field is an empty string. */
export function parseExecutionId(value: unknown): string {
  return parseOptionalString('automationExecutionId', value, {
    expected: 'the id of an automation execution',
    pattern: EXECUTION_ID,
  });
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;

/** Parses the field `automationAssumeRole`; an absent field is an empty string. */
export function parseRoleArn(value: unknown): string {
  return parseOptionalString('automationAssumeRole', value, {
    expected: 'the ARN of a role',
    pattern: ROLE_ARN,
  });
}

function parseOptionalString(
  name: string,
  received: unknown,
  { expected, pattern }: { readonly expected: string; readonly pattern: RegExp },
): string {
  const value = received ?? '';
  if (typeof value === 'string' && (value === '' || pattern.test(value))) return value;
  throw new MalformedEventError(name, expected, value);
}
