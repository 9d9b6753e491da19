import type { UserId } from '../policy/identifiers.ts';
import { inPlaceOf } from './conditions.ts';
import type { MalformedItemError } from './errors.ts';
import type { Item } from './item.ts';
import { ALL_NOTICES, noticeKey } from './layout.ts';
import { parseNonce, parseOptionalTime, parseText, parseTime, parseUserId } from './parse-attribute.ts';
import { readEach } from './read-each.ts';
import { deleteItem, type Ledger, putItem, readItem } from './table.ts';

/**
 * The notice that a plan will be carried out automatically: given when every topic had accepted its message.
 */
export interface Notice {
  readonly userId: UserId;
  /** The nonce of the write that made this notice. */
  readonly nonce: string;
  /** The whole plan, as `planText` writes it. */
  readonly plan: string;
  readonly acceptedAt: Date;
  /** The time that the message named: nothing automatic happens before it. */
  readonly notBefore: Date;
  /** When the reminder was accepted; undefined if there was none. */
  readonly remindedAt: Date | undefined;
}

/**
 * Reads the notice of a user; undefined if there is none. Throws `MalformedItemError` for an item that is
 * none, and `LedgerUnavailableError`.
 */
export async function readNotice(ledger: Ledger, id: UserId): Promise<Notice | undefined> {
  const item = await readItem(ledger, noticeKey(id));
  return item && noticeIn(item);
}

/** The notices of all users, and an error for each item that is none. */
export interface AllNotices {
  readonly notices: readonly Notice[];
  readonly malformed: readonly MalformedItemError[];
}

/** Reads all notices; an item that is none does not hide the others. Throws `LedgerUnavailableError`. */
export async function readAllNotices(ledger: Ledger): Promise<AllNotices> {
  const { read: notices, malformed } = await readEach(ledger, ALL_NOTICES, noticeIn);
  return { notices, malformed };
}

/**
 * Writes a notice in place of the one that was read, if that is still there; returns whether it was. Throws
 * `LedgerUnavailableError`.
 */
export async function writeNotice(
  ledger: Ledger,
  notice: Notice,
  previous: Notice | undefined,
): Promise<boolean> {
  const { nonce, plan, acceptedAt, notBefore, remindedAt } = notice;
  const item = {
    ...noticeKey(notice.userId),
    nonce,
    plan,
    acceptedAt: acceptedAt.toISOString(),
    notBefore: notBefore.toISOString(),
    remindedAt: remindedAt?.toISOString() ?? '',
  };
  const { isWritten } = await putItem(ledger, item, inPlaceOf(previous?.nonce, nonce));
  return isWritten;
}

/** Makes a notice void, unless another one has taken its place. Throws `LedgerUnavailableError`. */
export async function voidNotice(ledger: Ledger, { userId: id, nonce }: Notice): Promise<void> {
  await deleteItem(ledger, noticeKey(id), nonce);
}

function noticeIn(item: Item): Notice {
  return {
    userId: parseUserId(item),
    remindedAt: parseOptionalTime(item, 'remindedAt'),
    nonce: parseNonce(item),
    plan: parseText(item, 'plan'),
    acceptedAt: parseTime(item, 'acceptedAt'),
    notBefore: parseTime(item, 'notBefore'),
  };
}
