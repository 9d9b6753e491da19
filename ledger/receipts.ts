import { isUserId, type UserId, userId } from '../policy/identifiers.ts';
import { MalformedItemError } from './errors.ts';
import type { Item } from './item.ts';
import { ALL_RECEIPTS, receiptKey } from './layout.ts';
import { parseIsoTime, parseNonce, parseText, parseWord } from './parse-attribute.ts';
import { readEach } from './read-each.ts';
import { type Ledger, putItem } from './table.ts';

/** A receipt to keep, and the run that it belongs to. */
export interface KeptReceipt {
  readonly userId: UserId;
  readonly at: Date;
  readonly nonce: string;
  readonly operation: string;
  /** The automation execution; empty if no runbook invoked the function. */
  readonly execution: string;
  readonly outcome: string;
  /** The whole receipt as JSON. */
  readonly receipt: string;
}

/** Keeps a receipt; repeated, it writes the same item. Throws the errors of DynamoDB. */
export async function keepReceipt(
  ledger: Ledger,
  { userId, at, nonce, ...rest }: KeptReceipt,
): Promise<void> {
  const item = { ...receiptKey(userId, at, nonce), nonce, ...rest };
  await putItem(ledger, item, { mayBeAbsent: true, nonces: [nonce] });
}

/** The receipts of all users, and an error for each item that is none. */
export interface AllReceipts {
  /** In the order of the user ids and, for each user, of the times. */
  readonly receipts: readonly KeptReceipt[];
  readonly malformed: readonly MalformedItemError[];
}

/**
 * Reads all receipts, a call for each megabyte of them (DynamoDB API Reference, Query); an item that is none
 * does not hide the others. Throws `LedgerUnavailableError`.
 */
export async function readAllReceipts(ledger: Ledger): Promise<AllReceipts> {
  const { read: receipts, malformed } = await readEach(ledger, ALL_RECEIPTS, receiptIn);
  return { receipts, malformed };
}

/** The error of a receipt that was read and whose text is not what the remediation writes. */
export function malformedReceipt(
  { userId: user, at, nonce, receipt }: KeptReceipt,
  expected: string,
): MalformedItemError {
  return new MalformedItemError({ ...receiptKey(user, at, nonce), receipt }, 'receipt', expected);
}

function receiptIn(item: Item): KeptReceipt {
  const [user = '', time, nonce, ...rest] = parseText(item, 'sk').split('#');
  const at = parseIsoTime(time);
  if (!isUserId(user) || !at || !nonce || rest.length > 0) {
    throw new MalformedItemError(item, 'sk', 'the id of a user, a time and a nonce, AIDA…#time#nonce');
  }
  return {
    userId: userId(user),
    at,
    nonce: parseNonce(item),
    operation: parseWord(item, 'operation'),
    execution: parseWord(item, 'execution'),
    outcome: parseWord(item, 'outcome'),
    receipt: parseText(item, 'receipt'),
  };
}
