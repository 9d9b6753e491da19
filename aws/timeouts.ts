/**
 * How long a client waits for a connection, and for the next byte of an answer, in milliseconds. The SDK waits for ever if
 * nothing is said, and Lambda would end the function in the middle of its work: without a word, a rollback or a log line.
 * An attempt that is given up is tried again like any lost connection.
 */
export const REQUEST_TIMEOUTS = { connectionTimeout: 3_000, socketTimeout: 10_000 };
