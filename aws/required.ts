/**
 * Members that AWS's documentation promises though the SDK's types do not. Each function throws `MalformedAnswerError`
 * where one is not as required, since a key or a user that is quietly passed over would be a wrong verdict.
 */

import { MalformedAnswerError } from './errors.ts';

/** A member that is there, and no date that is none. */
export function required<Value>(member: string, value: Value | undefined): Value {
  if (value === undefined || value === null || (value instanceof Date && Number.isNaN(value.getTime()))) {
    throw new MalformedAnswerError(member, value);
  }
  return value;
}

/** A text that is not empty: an id, a name or a status that is empty would be one that nobody has. */
export function requiredText<Text extends string>(member: string, value: Text | undefined): Text {
  if (typeof value === 'string' && value !== '') return value;
  throw new MalformedAnswerError(member, value);
}

/** A list of objects: the SDK hands on whatever JSON it is given. */
export function requiredList<Item extends object>(
  member: string,
  value: readonly Item[] | undefined,
): readonly Item[] {
  if (Array.isArray(value) && value.every((item) => item instanceof Object)) return value;
  throw new MalformedAnswerError(member, value);
}
