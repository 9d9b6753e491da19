/**
 * Readers for the fields of an event: each returns the value in its own type or throws `MalformedEventError`.
 */

import { isUserId, type UserId } from '../policy/identifiers.ts';
import { parseDateTime } from '../policy/iso8601.ts';
import { MalformedEventError } from './errors.ts';
import { isJsonObject, type JsonObject } from './json.ts';

/** Parses a JSON object that is already parsed. */
export function parseObject(field: string, value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  throw new MalformedEventError(field, 'a JSON object', value);
}

/**
 * Parses a JSON object that is passed as a string, as AWS Config passes `invokingEvent` and `ruleParameters`.
 */
export function parseJsonText(field: string, value: unknown): JsonObject {
  try {
    return parseObject(field, JSON.parse(parseText(field, value)));
  } catch (cause) {
    if (cause instanceof MalformedEventError) throw cause;
    const error = new MalformedEventError(field, 'a JSON object as a string', value);
    error.cause = cause;
    throw error;
  }
}

/** Parses a text that must not be empty. */
export function parseText(field: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new MalformedEventError(field, 'a text', value);
}

/**
 * Parses an ISO 8601 date-time with its zone; what no calendar or clock shows is refused. AWS sends UTC as
 * `Z` (Config Developer Guide, "Example Events for AWS Config Rules"); other zones and fractions are read,
 * too.
 */
export function parseTime(field: string, value: unknown): Date {
  const at = typeof value === 'string' ? parseDateTime(value) : undefined;
  if (at !== undefined) return new Date(at);
  throw new MalformedEventError(field, 'an ISO 8601 date-time with a zone', value);
}

/**
 * Parses the unique id of an IAM user: `AIDA`, then 12 to 124 capital letters and digits (IAM User Guide,
 * "IAM identifiers"). User names and the ids of roles (`AROA`), groups (`AGPA`) and other resources are
 * refused.
 */
export function parseUserId(field: string, value: unknown): UserId {
  if (typeof value === 'string' && isUserId(value)) return value;
  throw new MalformedEventError(
    field,
    'the unique id of an IAM user, AIDA… (aws iam get-user --user-name NAME --query User.UserId shows it)',
    value,
  );
}

/** The fields of a JSON object; a value of any other type has none. */
export function fieldsOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}
