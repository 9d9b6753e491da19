/** The command line was called wrongly: nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What is needed is not deployed where it was looked for; the message says what to do. */
export class NotDeployedError extends Error {
  override readonly name = 'NotDeployedError';
}

/** The account has no IAM user, and so nothing to do anything about. */
export class NoUsersError extends Error {
  override readonly name = 'NoUsersError';
}

/** What `read` gives; what it throws of a value that was given becomes a `UsageError`. */
export function orUsageError<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
