import { describe, expect, it } from 'vitest';
import { noteTouch, readTouches, type Touch } from '../../ledger/touches.ts';
import { readTouchesSince } from '../../remediation/shared/touches.ts';
import { doneAt } from '../remediation/delete/classified-records.ts';
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
    });
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

describe('the touches since the intention to deactivate a key', () => {
  const ours = { isOurs: true };
  it.each<[string, readonly Touch[], string | undefined, boolean]>([
    ['nothing', [], undefined, false],
    ['our own event', [touch(3, ours)], undefined, true],
    ['our own event, dated a minute before the intention', [touch(-60, ours)], undefined, true],
    ['our own event of an earlier deactivation', [touch(-61, ours)], undefined, false],
    ['a change long before', [touch(-61), touch(3, ours)], undefined, true],
    [
      'a change within the minute before, which may be later by another clock',
      [touch(-60), touch(3, ours)],
      `${OPERATOR} changed the status of ${KEY.a} at 2026-11-21T11:59Z`,
      true,
    ],
    [
      'two changes later: the first one is named',
      [touch(3, ours), touch(90), touch(9_000)],
      `${OPERATOR} changed the status of ${KEY.a} at 2026-11-21T12:01Z`,
      true,
    ],
    [
      'a change by an unknown author',
      [touch(90, { by: '' })],
      `Somebody else changed the status of ${KEY.a} at 2026-11-21T12:01Z`,
      false,
    ],
    [
      'a change by an author whose ARN contains what a terminal would obey',
      [touch(90, { by: `${OPERATOR}\u001b[2J` })],
      `Somebody else changed the status of ${KEY.a} at 2026-11-21T12:01Z`,
      false,
    ],
  ])('%s', async (_, touches, byOthers, isOursSeen) => {
    const { ledger } = aLedger();
    for (const each of touches) await noteTouch(ledger, each);
    expect(await readTouchesSince({ ledger }, doneAt(NOW))).toEqual({ byOthers, isOursSeen });
  });
});
