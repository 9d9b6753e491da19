import { describe, expect, it } from 'vitest';
import { noteTouch, readTouches, type Touch } from '../../ledger/touches.ts';
import { SOAK_DAYS } from '../../remediation/request.ts';
import { aLedger } from '../support/ledger.ts';
import { KEY, NOW } from '../support/users.ts';

const OPERATOR = 'arn:aws:iam::111122223333:user/operator';

const touch = (seconds: number, changes: Partial<Touch> = {}): Touch => ({
  key: KEY.a,
  at: new Date(NOW.getTime() + seconds * 1_000),
  eventId: `event-${seconds}`,
  by: OPERATOR,
  isOurs: false,
  ...changes,
});

describe('the touches of a key', () => {
  it('are read as they were noted, the oldest first', async () => {
    const { ledger, items } = aLedger();
    for (const seconds of [2, 1]) await noteTouch(ledger, touch(seconds));
    await noteTouch(ledger, touch(1, { key: KEY.b }));
    expect(await readTouches(ledger, KEY.a)).toEqual([touch(1), touch(2)]);
    expect(items()).toContainEqual({
      pk: 'TOUCHED',
      sk: `${KEY.a}#2026-11-21T12:00:01.000Z#event-1`,
      nonce: 'event-1',
      by: OPERATOR,
      isOurs: 'false',
      // 500 days after 2026-11-21T12:00:01Z.
      expiresAt: '1838462401',
    });
  });

  it.each([
    ['our own: 400 days', true, 400],
    [
      'of others: 500 days, so that it never goes before our own, without which a deletion refuses',
      false,
      500,
    ],
  ])('are tidied up by a number of seconds, %s', async (_, isOurs, days) => {
    const { ledger, account } = aLedger();
    const noted = touch(1.999, { isOurs });
    await noteTouch(ledger, noted);
    await noteTouch(ledger, noted);
    const seconds = Math.floor(noted.at.getTime() / 1_000) + days * 86_400;
    expect(account.tables.itemsOf(ledger.tableName).map(({ expiresAt }) => expiresAt)).toEqual([
      { N: String(seconds) },
    ]);
    expect(await readTouches(ledger, KEY.a)).toEqual([noted]);
  });

  it('stay longer than the longest soak', () => {
    expect(SOAK_DAYS.max).toBeLessThan(400);
  });

  it('of two events at the same second are two touches, and an event that comes again is one', async () => {
    const { ledger } = aLedger();
    for (const eventId of ['a', 'b', 'a']) await noteTouch(ledger, touch(1, { eventId }));
    expect((await readTouches(ledger, KEY.a)).map(({ eventId }) => eventId)).toEqual(['a', 'b']);
  });

  it.each([
    ['no time', { sk: `${KEY.a}#now#e`, isOurs: 'true', by: '' }, 'sk: expected the id of a key, a time and'],
    ['no event', { sk: `${KEY.a}#2026-11-21T12:00:01.000Z`, isOurs: 'true', by: '' }, 'sk: expected'],
    [
      'an unclear author',
      { sk: `${KEY.a}#2026-11-21T12:00:01.000Z#e`, isOurs: 'yes', by: '' },
      'isOurs: expected true or false',
    ],
    ['no author', { sk: `${KEY.a}#2026-11-21T12:00:01.000Z#e`, isOurs: 'true' }, 'by: expected a text'],
  ])('%s: an error that names the item', async (_, item, message) => {
    const { ledger, put } = aLedger();
    put({ pk: 'TOUCHED', nonce: 'e', ...item });
    await expect(readTouches(ledger, KEY.a)).rejects.toThrow(message);
  });
});
