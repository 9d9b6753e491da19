import { MalformedAnswerError } from '../errors.ts';

/**
 * A member that AWS's documentation promises though the SDK's types do not; throws `MalformedAnswerError` where it is
 * missing or a date that is none, since a key or a user that is quietly passed over would be a wrong verdict.
 */
export function promised<Value>(member: string, value: Value | undefined): Value {
  if (value === undefined || value === null || (value instanceof Date && Number.isNaN(value.getTime()))) {
    throw new MalformedAnswerError(member, value);
  }
  return value;
}

/** The same for an id, a name or a status: an empty text would be one that nobody has. */
export function promisedText<Text extends string>(member: string, value: Text | undefined): Text {
  if (typeof value !== 'string' || value === '') throw new MalformedAnswerError(member, value);
  return value;
}
