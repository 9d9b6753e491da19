import { describe, expect, it } from 'vitest';
import { countDeactivation, readCounted } from '../../ledger/automatic-deactivations.ts';
import { userId } from '../../policy/identifiers.ts';
import { aLedger } from '../support/ledger.ts';

const USERS = Array.from({ length: 12 }, (_, n) => userId(`AIDAUSER${String(n).padStart(5, '0')}EXAMPLE`));
const AT = new Date('2026-11-21T23:59:59.999Z');
const MIDNIGHT = new Date('2026-11-22T00:00:00.000Z');

let ids = 0;
const randomId = () => {
  ids += 1;
  return `nonce-${ids}`;
};

const counting = (n: number, perDay: number, at = AT) => ({
  userId: USERS[n] ?? USERS[0] ?? userId(''),
  perDay,
  at,
  randomId,
});

describe('the automatic deactivations of a day', () => {
  it('are counted up to the limit, each user once', async () => {
    const { ledger } = aLedger();
    const results = [];
    for (const n of [0, 1, 0, 2, 1]) results.push(await countDeactivation(ledger, counting(n, 2)));
    expect(results).toEqual([true, true, true, false, true]);
    expect(await readCounted(ledger, AT)).toEqual(USERS.slice(0, 2));
  });

  it('are none on a day without one', async () => {
    const { ledger } = aLedger();
    expect(await readCounted(ledger, AT)).toEqual([]);
  });

  it('begin anew at midnight UTC', async () => {
    const { ledger } = aLedger();
    expect(await countDeactivation(ledger, counting(0, 1))).toBe(true);
    expect(await countDeactivation(ledger, counting(1, 1))).toBe(false);
    expect(await countDeactivation(ledger, counting(1, 1, MIDNIGHT))).toBe(true);
  });

  it('are kept for a week, in seconds since the epoch', async () => {
    const { ledger, items } = aLedger();
    await countDeactivation(ledger, counting(0, 1));
    const afterAWeek = Math.floor(AT.getTime() / 1_000) + 7 * 86_400;
    expect(items()).toMatchObject([{ pk: 'AUTOMATIC', sk: '2026-11-21', expiresAt: String(afterAWeek) }]);
  });

  it('are never more than the limit, however many runs count at the same time', async () => {
    const { ledger } = aLedger();
    const results = await Promise.all(USERS.map((_, n) => countDeactivation(ledger, counting(n, 5))));
    expect(results.filter(Boolean)).toHaveLength(5);
    expect(await readCounted(ledger, AT)).toHaveLength(5);
  });

  it.each(['', '{}', '["alice"]', '[1]', 'null'])('an item with the users %s is an error', async (users) => {
    const { ledger, put } = aLedger();
    put({ pk: 'AUTOMATIC', sk: '2026-11-21', nonce: 'n', users });
    const expected = 'users: expected a list of the ids of users in JSON';
    await expect(countDeactivation(ledger, counting(0, 5))).rejects.toThrow(expected);
    await expect(readCounted(ledger, AT)).rejects.toThrow(expected);
  });

  it('an item without users is an error', async () => {
    const { ledger, put } = aLedger();
    put({ pk: 'AUTOMATIC', sk: '2026-11-21', nonce: 'n' });
    await expect(readCounted(ledger, AT)).rejects.toThrow('users: expected a text; received nothing');
  });

  it('an item that others change at each attempt ends in an error, and counts nothing', async () => {
    const { account, ledger, put } = aLedger();
    let changes = 0;
    account.faults.add(({ operation }) => {
      changes += 1;
      if (operation === 'PutItem')
        put({ pk: 'AUTOMATIC', sk: '2026-11-21', nonce: `n${changes}`, users: '[]' });
      return undefined;
    });
    await expect(countDeactivation(ledger, counting(0, 5))).rejects.toMatchObject({
      name: 'ContendedDayError',
      message: expect.stringContaining('30 times in a row; start again'),
    });
    expect(account.calls.filter(({ operation }) => operation === 'PutItem')).toHaveLength(30);
  });
});
