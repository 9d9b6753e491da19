/**
 * How long a client waits for a connection, and for the next byte of an answer, in milliseconds. By default the SDK waits
 * for ever: then Lambda would end the function in the middle of its work, without a rollback and without a log line. The
 * SDK retries an attempt that timed out, as it retries a lost connection.
 */
export const REQUEST_TIMEOUTS = { connectionTimeout: 3_000, socketTimeout: 10_000 };

/**
 * For the invocation of a function that answers when its work is done: longer than that function may run, so that the SDK does not
 * begin the same work again while it is under way.
 */
export const INVOCATION_TIMEOUTS = { connectionTimeout: 3_000, socketTimeout: 40_000 };
