/**
 * The layout of the table. Every item has the string keys `pk`, its kind, and `sk`, and the attribute `nonce`
 * of its last write. All attributes are strings but `expiresAt`; times are ISO 8601 in UTC with milliseconds,
 * so that their order is the order of the texts.
 *
 * | pk | sk | further attributes |
 * |---|---|---|
 * | `LEASE` | user id | `until`, `operation`, `execution` |
 * | `KEY` | user id`#`key id | `state`, `intendedAt`, `changedAt`, `deactivatedAt` and `kept` (empty if unknown), `execution` |
 * | `TOUCHED` | key id`#`time`#`event id | `by`, `isOurs` (`true` or `false`), `expiresAt` |
 * | `CHANGED` | user name, `id:`user id, `*` (unknown) or `!` (deleted) | `at` |
 * | `PENDING` | rule`#`the same | `at` |
 * | `RULE` | rule | `lastSweepAt` and `newestAt` (empty if unknown), `owed` and `runs` (JSON) |
 * | `SCHEDULED` | minute | `expiresAt` |
 * | `MESSAGE` | time`#`nonce | `message` (JSON), `expiresAt` |
 * | `RECEIPT` | user id`#`time`#`nonce | `operation`, `execution`, `outcome`, `receipt` (JSON) |
 * | `NOTICE` | user id | `plan` (JSON), `acceptedAt`, `notBefore`, `remindedAt` (empty if nobody was reminded) |
 * | `AUTOMATIC` | day (UTC) | `users` (JSON), `expiresAt` |
 * | `EXEMPTION` | user id | `userName`, `until`, `expiresAt` |
 * | `TOLD` | what was told | `at`, `expiresAt` |
 */

import type { AccessKeyId, UserId } from '../policy/identifiers.ts';
import type { ItemKey } from './item.ts';

/** The key of the lease of a user. */
export const leaseKey = (userId: UserId): ItemKey => ({ pk: 'LEASE', sk: userId });

/** The key of the record of an access key. */
export const recordKey = (userId: UserId, key: AccessKeyId): ItemKey => ({
  pk: 'KEY',
  sk: `${userId}#${key}`,
});

/** The beginning of the keys of all records of a user. */
export const recordsOf = (userId: UserId): ItemKey => ({ pk: 'KEY', sk: `${userId}#` });

/** The beginning of the keys of all records. */
export const ALL_RECORDS: ItemKey = { pk: 'KEY', sk: '' };

/** The key of the note that somebody changed the status of an access key. */
export const touchKey = (key: AccessKeyId, at: Date, eventId: string): ItemKey => ({
  pk: 'TOUCHED',
  sk: `${key}#${at.toISOString()}#${eventId}`,
});

/** The beginning of the keys of all such notes of an access key. */
export const touchesOf = (key: AccessKeyId): ItemKey => ({ pk: 'TOUCHED', sk: `${key}#` });

/** The key of a receipt. */
export const receiptKey = (userId: UserId, at: Date, nonce: string): ItemKey => ({
  pk: 'RECEIPT',
  sk: `${userId}#${at.toISOString()}#${nonce}`,
});

/** The beginning of the keys of all receipts. */
export const ALL_RECEIPTS: ItemKey = { pk: 'RECEIPT', sk: '' };

/** The key of the note that a user changed. */
export const changeKey = (user: string): ItemKey => ({ pk: 'CHANGED', sk: user });

/** The beginning of the keys of all notes of changed users. */
export const ALL_CHANGES: ItemKey = { pk: 'CHANGED', sk: '' };

/** The key of the note that a rule has still to evaluate a user. */
export const pendingKey = (rule: string, user: string): ItemKey => ({
  pk: 'PENDING',
  sk: `${encodeURIComponent(rule)}#${user}`,
});

/** The beginning of the keys of all such notes of a rule. */
export const pendingOf = (rule: string): ItemKey => pendingKey(rule, '');

/**
 * The key of what is known of the runs of a rule; nobody documents which characters the name of a rule may
 * have.
 */
export const ruleKey = (rule: string): ItemKey => ({ pk: 'RULE', sk: encodeURIComponent(rule) });

/** The key of the note that the evaluation of a minute is scheduled. */
export const scheduledKey = (name: string): ItemKey => ({ pk: 'SCHEDULED', sk: name });

/** The key of the notice that was given for a user. */
export const noticeKey = (userId: UserId): ItemKey => ({ pk: 'NOTICE', sk: userId });

/** The beginning of the keys of all notices. */
export const ALL_NOTICES: ItemKey = { pk: 'NOTICE', sk: '' };

/** The key of the count of a day's automatic deactivations. */
export const automaticKey = (day: string): ItemKey => ({ pk: 'AUTOMATIC', sk: day });

/** The key of the note that the exemption of a user will soon end. */
export const exemptionKey = (userId: UserId): ItemKey => ({ pk: 'EXEMPTION', sk: userId });

/** The beginning of the keys of all such notes. */
export const ALL_EXEMPTIONS: ItemKey = { pk: 'EXEMPTION', sk: '' };

/** The key of the note that something was told. */
export const toldKey = (subject: string): ItemKey => ({ pk: 'TOLD', sk: subject });

/** The key of a message that waits for the digest of the day. */
export const messageKey = (at: Date, nonce: string): ItemKey => ({
  pk: 'MESSAGE',
  sk: `${at.toISOString()}#${nonce}`,
});

/** The beginning of the keys of all such messages. */
export const ALL_MESSAGES: ItemKey = { pk: 'MESSAGE', sk: '' };
