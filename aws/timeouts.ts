/**
 * How long a client waits for a connection, and for the next byte of an answer, in milliseconds. By default
 * the SDK waits for ever: then Lambda would end the function in the middle of its work, without a rollback
 * and without a log line. The SDK retries an attempt that timed out, as it retries a lost connection.
 */
export const REQUEST_TIMEOUTS = { connectionTimeout: 3_000, socketTimeout: 10_000 };

/**
 * For the invocation of the function that publishes a message and answers when it is accepted: longer than a
 * message takes with all its retries, so that the SDK does not have the same message published twice, and
 * short enough for the function that waits.
 */
export const INVOCATION_TIMEOUTS = { connectionTimeout: 3_000, socketTimeout: 40_000 };
