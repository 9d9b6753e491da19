import { describe, expect, it } from 'vitest';
import {
  LeaseLostError,
  LedgerError,
  LedgerUnavailableError,
  MalformedItemError,
  orMalformed,
  RecordChangedError,
} from '../../ledger/errors.ts';
import { readEach } from '../../ledger/read-each.ts';
import { accessKeyId, userId } from '../../policy/identifiers.ts';
import { aLedger } from '../support/ledger.ts';

const USER_ID = userId('AIDACKCEVSQ6C2EXAMPLE');
const MALFORMED = new MalformedItemError({ pk: 'KEY', sk: 'a' }, 'state', 'a state');

describe('the errors of the ledger have names, by which messages and alarms call them', () => {
  it.each([
    ['LedgerUnavailableError', new LedgerUnavailableError('a-table', 'read', new Error('no'))],
    ['MalformedItemError', MALFORMED],
    ['LeaseLostError', new LeaseLostError(USER_ID)],
    ['RecordChangedError', new RecordChangedError(USER_ID, accessKeyId('AKIAIOSFODNN7EXAMPLE'))],
  ])('%s', (name, error) => {
    expect(error.name).toBe(name);
    expect(error).toBeInstanceOf(LedgerError);
  });
});

it('the error of an item that nobody understands says what to do', () => {
  expect(MALFORMED.message).toBe(
    'item pk="KEY" sk="a" of the ledger, state: expected a state; received nothing. Find out who wrote the item, and delete it',
  );
});

describe('what is read of an item', () => {
  const throws = (error: Error) => () => {
    throw error;
  };

  it('is the error of an item that nobody understands, so that it hides no other item', () => {
    expect(orMalformed(throws(MALFORMED))).toBe(MALFORMED);
  });

  it('is nothing after any other error, which is a fault of the reader', async () => {
    expect(() => orMalformed(throws(new TypeError('no reader')))).toThrow('no reader');
    const { ledger, put } = aLedger();
    put({ pk: 'KEY', sk: 'a' });
    const read = readEach(ledger, { pk: 'KEY', sk: '' }, throws(new TypeError('no reader')));
    await expect(read).rejects.toThrow('no reader');
  });
});
