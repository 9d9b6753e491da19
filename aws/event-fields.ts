/** Readers for the members of an event: each gives the value in its own type or throws `MalformedEventError`. */

import { type UserId, userId } from '../policy/identifiers.ts';
import { MalformedEventError } from './errors.ts';

/** The members of a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object that is already parsed. */
export function readObject(member: string, value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new MalformedEventError(member, 'a JSON object', value);
}

/** A JSON object that is passed as a string, as Config passes `invokingEvent` and `ruleParameters`. */
export function readJson(member: string, value: unknown): JsonObject {
  try {
    return readObject(member, JSON.parse(readText(member, value)));
  } catch (cause) {
    if (cause instanceof MalformedEventError) throw cause;
    throw new MalformedEventError(member, 'a JSON object as a string', value, { cause });
  }
}

/** A text that is not empty. */
export function readText(member: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new MalformedEventError(member, 'a text', value);
}

/** A point in time in ISO 8601. */
export function readTime(member: string, value: unknown): Date {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isFinite(at)) return new Date(at);
  throw new MalformedEventError(member, 'an ISO 8601 date-time', value);
}

/**
 * The unique id of an IAM user: `AIDA` and 12 to 124 capital letters and digits (IAM User Guide, "IAM identifiers").
 * The ids of roles (`AROA`), groups (`AGPA`) and so on are refused, and so is a user name.
 */
export function readUserId(member: string, value: unknown): UserId {
  if (typeof value === 'string' && /^AIDA[A-Z0-9]{12,124}$/.test(value)) return userId(value);
  throw new MalformedEventError(
    member,
    'the unique id of an IAM user, AIDA… (aws iam get-user --user-name NAME --query User.UserId shows it)',
    value,
  );
}
