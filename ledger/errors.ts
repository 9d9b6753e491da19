/**
 * The errors of the ledger: while the ledger cannot be relied on, nothing is decided and nothing new is
 * written to IAM.
 */

import type { AccessKeyId, UserId } from '../policy/identifiers.ts';
import { describeError, describeValue } from '../product/describe.ts';
import type { Item } from './item.ts';

/** Any error of the ledger. */
export class LedgerError extends Error {
  override readonly name: string = 'LedgerError';
}

/** DynamoDB refused or did not answer a request; the cause is its error. */
export class LedgerUnavailableError extends LedgerError {
  override readonly name = 'LedgerUnavailableError';

  constructor(tableName: string, request: 'read' | 'write', cause: unknown) {
    super(`could not ${request} the ledger, table ${tableName}: ${describeError(cause)}`, { cause });
  }
}

/** Thrown for an item that the ledger does not write so: it permits nothing, and nothing is decided by it. */
export class MalformedItemError extends LedgerError {
  override readonly name = 'MalformedItemError';
  /** What names the item within its kind; a foreign item may lack it. */
  readonly sk: string | undefined;

  constructor(item: Item, attribute: string, expected: string) {
    const what = `${attribute}: expected ${expected}; received ${describeValue(item[attribute])}`;
    super(
      `item pk=${describeValue(item.pk)} sk=${describeValue(item.sk)} of the ledger, ${what}. Find out who wrote the item, ` +
        'and delete it',
    );
    this.sk = item.sk;
  }
}

/** The lease of this run expired or was taken by another run, so this run must not write to IAM any more. */
export class LeaseLostError extends LedgerError {
  override readonly name = 'LeaseLostError';

  constructor(userId: UserId) {
    super(`this run no longer holds the lease of the user ${userId}; start again`);
  }
}

/** The record of a key was written by somebody else while this run held the lease of the user. */
export class RecordChangedError extends LedgerError {
  override readonly name = 'RecordChangedError';

  constructor(userId: UserId, key: AccessKeyId) {
    super(`the record of the key ${key} of the user ${userId} was changed during this run; start again`);
  }
}

/** What is read of an item, or the error of an item that nobody understands. Throws every other error. */
export function orMalformed<Value>(read: () => Value): Value | MalformedItemError {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedItemError) return error;
    throw error;
  }
}
