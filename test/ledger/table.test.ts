import { describe, expect, it } from 'vitest';
import { keepReceipt } from '../../ledger/receipts.ts';
import { putItem, queryItems, readItem } from '../../ledger/table.ts';
import { userId } from '../../policy/identifiers.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { aLedger } from '../support/ledger.ts';
import { NOW } from '../support/users.ts';

const item = { pk: 'KEY', sk: 'a', nonce: 'n' };
const condition = { mayBeAbsent: true, nonces: ['n'] } as const;

describe('a table that cannot be reached', () => {
  it.each<[string, Fault, string]>([
    ['denied', { kind: 'deny' }, 'AccessDeniedException'],
    ['throttled', { kind: 'throttle' }, 'ThrottlingException'],
    ['failing', { kind: 'fail', applied: false }, 'InternalServerError'],
    ['unreachable', { kind: 'reset', applied: false }, 'socket hang up'],
  ])('%s: an error that names the table and keeps its cause', async (_, fault, cause) => {
    const { account, ledger } = aLedger();
    account.faults.add(() => fault);
    const written = await putItem(ledger, item, condition).catch((error: unknown) => error);
    const read = await queryItems(ledger, { pk: 'KEY', sk: '' })
      .next()
      .catch((error: unknown) => error);
    for (const [error, verb] of [
      [written, 'write'],
      [read, 'read'],
    ]) {
      expect(error).toMatchObject({
        name: 'LedgerUnavailableError',
        message: expect.stringContaining(`could not ${verb} the ledger, table one-active-key-ledger: `),
        cause: expect.any(Error),
      });
      expect(String(error)).toContain(cause);
    }
  });

  it('a table that does not exist', async () => {
    const { ledger } = aLedger();
    const other = { ...ledger, tableName: 'another' };
    await expect(putItem(other, item, condition)).rejects.toThrow(
      'could not write the ledger, table another: ResourceNotFoundException',
    );
  });
});

describe('reads', () => {
  it('show all earlier writes, even if eventually consistent reads would not', async () => {
    const { account, ledger } = aLedger();
    await putItem(ledger, item, condition);
    for await (const each of queryItems(ledger, { pk: 'KEY', sk: '' })) expect(each).toEqual(item);
    expect(account.calls.at(-1)?.input).toMatchObject({ ConsistentRead: true });
    expect(await readItem(ledger, { pk: 'KEY', sk: 'a' })).toEqual(item);
    expect(account.calls.at(-1)?.input).toMatchObject({ ConsistentRead: true });
  });

  it('leave out attributes that are no texts, so that whoever needs them misses them', async () => {
    const { account, ledger } = aLedger();
    account.tables.put('one-active-key-ledger', { pk: { S: 'KEY' }, sk: { S: 'a' }, nonce: { N: '1' } });
    for await (const each of queryItems(ledger, { pk: 'KEY', sk: '' }))
      expect(each).toStrictEqual({ pk: 'KEY', sk: 'a' });
  });

  it('leave out attributes that are nothing at all', async () => {
    const { account, ledger } = aLedger();
    const output = { Items: [{ pk: { S: 'KEY' }, sk: { S: 'a' }, nonce: null }] };
    account.faults.add(() => ({ kind: 'answer', output }));
    expect(await readItem(ledger, { pk: 'KEY', sk: 'a' })).toStrictEqual({ pk: 'KEY', sk: 'a' });
  });

  it('of an answer without its list are an error that names the list: it does not say that there are no items', async () => {
    const { account, ledger } = aLedger();
    account.faults.add(() => ({ kind: 'answer', output: {} }));
    await expect(readItem(ledger, { pk: 'KEY', sk: 'a' })).rejects.toThrow(
      'could not read the ledger, table one-active-key-ledger: MalformedAnswerError: Items: expected',
    );
  });
});

describe('a receipt in the ledger', () => {
  const receipt = {
    userId: userId('AIDACKCEVSQ6C2EXAMPLE'),
    at: NOW,
    nonce: 'n',
    operation: 'Deactivate',
    execution: '',
    outcome: 'Deactivated',
    receipt: '{}',
  };

  it('is one item per run, also if its write is repeated', async () => {
    const { account, ledger, items } = aLedger();
    let faults = 1;
    account.faults.add(() => (faults-- > 0 ? { kind: 'reset', applied: true } : undefined));
    await keepReceipt(ledger, receipt);
    await keepReceipt(ledger, { ...receipt, nonce: 'm' });
    expect(items()).toEqual(
      ['m', 'n'].map((nonce) => ({
        pk: 'RECEIPT',
        sk: `AIDACKCEVSQ6C2EXAMPLE#2026-11-21T12:00:00.000Z#${nonce}`,
        nonce,
        operation: 'Deactivate',
        execution: '',
        outcome: 'Deactivated',
        receipt: '{}',
      })),
    );
  });
});
