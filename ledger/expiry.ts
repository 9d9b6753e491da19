/**
 * The attribute by which DynamoDB tidies up, in seconds since the epoch. It has to be a number: time to live
 * ignores any other type and any other form of a time (DynamoDB Developer Guide, "Using time to live (TTL)").
 * No function reads it.
 */
export const EXPIRES_AT = 'expiresAt';

/** The value of `EXPIRES_AT` for an item that stays for some time, in milliseconds, after `at`. */
export const expiryOf = (at: Date, keptMs: number): string =>
  String(Math.floor((at.getTime() + keptMs) / 1_000));
