/** The command line was called wrongly: nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What `read` gives; what it throws of a value that was given becomes a `UsageError`. */
export function orUsageError<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
