import type { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { LEASE_MS, MAX_CLOCK_SKEW_MS } from '../../ledger/assumptions.ts';
import { type LeaseRequest, proveLease, releaseLease, takeLease } from '../../ledger/lease.ts';
import { userId } from '../../policy/identifiers.ts';
import { aLedger, ledgerOf } from '../support/ledger.ts';
import { NOW } from '../support/users.ts';

const USER = userId('AIDACKCEVSQ6C2EXAMPLE');
const request = (nonce: string, userIdOf = USER): LeaseRequest => ({
  userId: userIdOf,
  operation: 'Deactivate',
  execution: 'an-execution',
  nonce,
});
const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

describe('the lease of a user', () => {
  it('is taken for ten minutes', async () => {
    const { ledger, items } = aLedger();
    const result = await takeLease(ledger, request('a'), NOW);
    expect(result).toEqual({ kind: 'taken', lease: { ...request('a'), until: later(LEASE_MS) } });
    expect(items()).toEqual([
      {
        pk: 'LEASE',
        sk: USER,
        nonce: 'a',
        until: later(LEASE_MS).toISOString(),
        operation: 'Deactivate',
        execution: 'an-execution',
      },
    ]);
  });

  it('is held: the second run learns by whom and until when', async () => {
    const { ledger } = aLedger();
    await takeLease(ledger, request('a'), NOW);
    expect(await takeLease(ledger, request('b'), later(1_000))).toEqual({
      kind: 'held',
      by: { ...request('a'), until: later(LEASE_MS) },
    });
  });

  it('of another user is another lease', async () => {
    const { ledger } = aLedger();
    await takeLease(ledger, request('a'), NOW);
    const other = request('b', userId('AIDAOTHERXXXXXEXAMPLE'));
    expect(await takeLease(ledger, other, NOW)).toMatchObject({ kind: 'taken' });
  });

  it.each([
    ['counts until its last millisecond', LEASE_MS - 1, 'held'],
    ['does not count from its end on', LEASE_MS, 'taken'],
    ['counts for a clock that is five minutes behind', -MAX_CLOCK_SKEW_MS, 'held'],
    [
      'counts for nothing if no clock within five minutes can have written it',
      -MAX_CLOCK_SKEW_MS - 1,
      'taken',
    ],
  ])('%s', async (_, offset, kind) => {
    const { ledger } = aLedger();
    await takeLease(ledger, request('a'), NOW);
    expect(await takeLease(ledger, request('b'), later(offset))).toMatchObject({ kind });
  });

  it('is released by its holder only', async () => {
    const { ledger, items } = aLedger();
    const first = await takeLease(ledger, request('a'), NOW);
    const second = await takeLease(ledger, request('b'), later(LEASE_MS));
    if (first.kind !== 'taken' || second.kind !== 'taken')
      throw new Error('Expected both leases to be taken');
    await releaseLease(ledger, first.lease);
    expect(items()).toHaveLength(1);
    await releaseLease(ledger, second.lease);
    expect(items()).toEqual([]);
  });

  it('is proven by its holder, and a run that lost it is told so', async () => {
    const { ledger, items } = aLedger();
    const first = await takeLease(ledger, request('a'), NOW);
    if (first.kind !== 'taken') throw new Error('Expected the lease to be taken');
    const before = items();
    await proveLease(ledger, first.lease);
    expect(items()).toEqual(before);
    await takeLease(ledger, request('b'), later(LEASE_MS));
    await expect(proveLease(ledger, first.lease)).rejects.toThrow(
      'this run no longer holds the lease of the user AIDACKCEVSQ6C2EXAMPLE; start again',
    );
  });

  it('of two runs that find the same expired lease, one gets it', async () => {
    const { account, ledger } = aLedger();
    await takeLease(ledger, request('a'), NOW);
    const results = await Promise.all(
      ['b', 'c'].map((nonce) => takeLease(ledgerOf(account), request(nonce), later(LEASE_MS))),
    );
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['held', 'taken']);
  });

  it('is not proven by a run whose lease is gone, and the proof is no new lease', async () => {
    const { ledger, items } = aLedger();
    const taken = await takeLease(ledger, request('a'), NOW);
    if (taken.kind !== 'taken') throw new Error('Expected the lease to be taken');
    await releaseLease(ledger, taken.lease);
    await expect(proveLease(ledger, taken.lease)).rejects.toThrow('this run no longer holds the lease');
    expect(items()).toEqual([]);
  });

  it('that is over, and is released while another run replaces it, is taken by that run', async () => {
    const { ledger, items } = aLedger();
    const first = await takeLease(ledger, request('a'), NOW);
    if (first.kind !== 'taken') throw new Error('Expected the lease to be taken');
    let requests = 0;
    // The holder ends between the two writes of the other run.
    const send = async (command: PutItemCommand) => {
      requests += 1;
      if (requests === 2) await releaseLease(ledger, first.lease);
      return ledger.dynamodb.send(command);
    };
    const other = { ...ledger, dynamodb: { send } as unknown as DynamoDBClient };
    expect(await takeLease(other, request('b'), later(LEASE_MS))).toMatchObject({ kind: 'taken' });
    expect(items()).toMatchObject([{ nonce: 'b' }]);
  });

  it.each(['fail', 'reset'] as const)(
    '%s: a write whose answer was lost is taken, not held',
    async (kind) => {
      const { account, ledger } = aLedger();
      let faults = 1;
      account.faults.add(() => (faults-- > 0 ? { kind, applied: true } : undefined));
      expect(await takeLease(ledger, request('a'), NOW)).toMatchObject({ kind: 'taken' });
    },
  );
});

describe('an item that is no lease is an error that names it, and nobody gets the lease', () => {
  const item = {
    pk: 'LEASE',
    sk: USER,
    nonce: 'x',
    until: later(1).toISOString(),
    operation: '',
    execution: '',
  };
  it.each([
    [
      'its end is empty',
      { ...item, until: '' },
      'until: expected a time like 2026-11-28T12:00:00.000Z; received ""',
    ],
    ['its end is a date without a time', { ...item, until: '2026-01-01' }, 'received "2026-01-01"'],
    ['its end is a word', { ...item, until: 'never' }, 'received "never"'],
    ['its nonce is empty', { ...item, nonce: '' }, 'nonce: expected a text that is not empty; received ""'],
  ])('%s', async (_, malformed, message) => {
    const { ledger, put } = aLedger();
    put(malformed);
    await expect(takeLease(ledger, request('a'), later(LEASE_MS * 9))).rejects.toThrow(message);
    await expect(takeLease(ledger, request('a'), NOW)).rejects.toThrow(
      'item pk="LEASE" sk="AIDACKCEVSQ6C2EXAMPLE" of the ledger',
    );
  });
});
