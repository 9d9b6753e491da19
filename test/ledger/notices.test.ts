import { describe, expect, it } from 'vitest';
import { type Notice, readAllNotices, readNotice, voidNotice, writeNotice } from '../../ledger/notices.ts';
import { userId } from '../../policy/identifiers.ts';
import { aLedger } from '../support/ledger.ts';

const ALICE = userId('AIDAALICE00000EXAMPLE');
const BOB = userId('AIDABOB000000EXAMPLE');
const AT = new Date('2026-11-21T12:00:00.000Z');
const LATER = new Date('2026-11-24T12:00:00.000Z');

const notice = (changes: Partial<Notice> = {}): Notice => ({
  userId: ALICE,
  nonce: 'first',
  plan: '{"keep":"AKIAIOSFODNN7EXAMPLE"}',
  acceptedAt: AT,
  notBefore: LATER,
  remindedAt: undefined,
  ...changes,
});

describe('a notice', () => {
  it.each([undefined, LATER])('is read as it was written, reminded at %s', async (remindedAt) => {
    const { ledger } = aLedger();
    const written = notice({ remindedAt });
    expect(await writeNotice(ledger, written, undefined)).toBe(true);
    expect(await readNotice(ledger, ALICE)).toEqual(written);
    expect(await readNotice(ledger, BOB)).toBeUndefined();
  });

  it('takes the place of the one that was read, and of no other', async () => {
    const { ledger } = aLedger();
    const first = notice();
    await writeNotice(ledger, first, undefined);
    expect(await writeNotice(ledger, notice({ nonce: 'other' }), undefined)).toBe(false);
    const second = notice({ nonce: 'second', remindedAt: LATER });
    expect(await writeNotice(ledger, second, first)).toBe(true);
    expect(await writeNotice(ledger, notice({ nonce: 'third' }), first)).toBe(false);
    expect(await readNotice(ledger, ALICE)).toEqual(second);
  });

  it('that is void is not written again by a reminder of it', async () => {
    const { ledger } = aLedger();
    const first = notice();
    await writeNotice(ledger, first, undefined);
    await voidNotice(ledger, first);
    expect(await writeNotice(ledger, notice({ nonce: 'second', remindedAt: LATER }), first)).toBe(false);
    expect(await readNotice(ledger, ALICE)).toBeUndefined();
  });

  it('is written once, if the answer was lost and the write is repeated', async () => {
    const { ledger } = aLedger();
    expect(await writeNotice(ledger, notice(), undefined)).toBe(true);
    expect(await writeNotice(ledger, notice(), undefined)).toBe(true);
  });

  it('is void unless another one has taken its place', async () => {
    const { ledger } = aLedger();
    const first = notice();
    const second = notice({ nonce: 'second' });
    await writeNotice(ledger, first, undefined);
    await writeNotice(ledger, second, first);
    await voidNotice(ledger, first);
    expect(await readNotice(ledger, ALICE)).toEqual(second);
    await voidNotice(ledger, second);
    expect(await readNotice(ledger, ALICE)).toBeUndefined();
    await voidNotice(ledger, second);
  });
});

describe('an item that is no notice', () => {
  const at = AT.toISOString();
  const item = {
    pk: 'NOTICE',
    sk: ALICE,
    nonce: 'n',
    plan: '{}',
    acceptedAt: at,
    notBefore: at,
    remindedAt: '',
  };

  it.each<[string, Readonly<Record<string, string>>]>([
    ['nonce: expected a text that is not empty', { nonce: '' }],
    ['acceptedAt: expected a time like 2026-11-28T12:00:00.000Z', { acceptedAt: '2026-11-21' }],
    ['notBefore: expected a time like 2026-11-28T12:00:00.000Z', { notBefore: 'never' }],
    [
      'remindedAt: expected a time like 2026-11-28T12:00:00.000Z, or an empty text',
      { remindedAt: 'yesterday' },
    ],
  ])('is an error that hides no other one: %s', async (problem, changes) => {
    const { ledger, put } = aLedger();
    put({ ...item, ...changes });
    put({ ...item, sk: BOB });
    await expect(readNotice(ledger, ALICE)).rejects.toThrow(`of the ledger, ${problem};`);
    const { notices, malformed } = await readAllNotices(ledger);
    expect(notices.map(({ userId: id }) => id)).toEqual([BOB]);
    expect(malformed.map(({ message }) => message)).toEqual([expect.stringContaining(problem)]);
  });

  it('of somebody who is no user', async () => {
    const { ledger, put } = aLedger();
    put({ ...item, sk: 'alice' });
    const { notices, malformed } = await readAllNotices(ledger);
    expect(notices).toEqual([]);
    expect(malformed.map(({ message }) => message)).toEqual([
      expect.stringContaining('sk: expected the id of a user, AIDA…; received "alice"'),
    ]);
  });
});
