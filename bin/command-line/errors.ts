import { InvalidParameterError } from '../../policy/errors.ts';
import { optionName } from './option-name.ts';

/** Wrong usage of the command line; nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that the command needs is not deployed in this Region; the message says what to do. */
export class NotDeployedError extends Error {
  override readonly name = 'NotDeployedError';
}

/** An account cannot be entered, or the accounts cannot be listed; the message says why, and what to do. */
export class CannotEnterError extends Error {
  override readonly name = 'CannotEnterError';
}

/** AWS took a pause, or has one, and it could not be read back; the message says what to do. */
export class PauseNotConfirmedError extends Error {
  override readonly name = 'PauseNotConfirmedError';
}

/** A command has read AWS, and its result could not be written; the message says where, and what to do. */
export class NotWrittenError extends Error {
  override readonly name = 'NotWrittenError';
}

/** The account has no IAM user. */
export class NoUsersError extends Error {
  override readonly name = 'NoUsersError';
}

/**
 * The value that `read` returns; an error that it throws becomes a `UsageError`, and names the option of a
 * parameter that is invalid.
 */
export function orUsageError<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new UsageError(messageOf(cause), { cause });
  }
}

/** The rule and the runbooks take numbers as strings; whoever types an option knows no difference. */
function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (!(cause instanceof InvalidParameterError)) return cause.message;
  return cause.message
    .replace(/^parameter (\w+):/, (_, name: string) => `${optionName(name)}:`)
    .replace(', written as a string; received ', '; received ');
}
