import { describe, expect, it } from 'vitest';
import { noteTouch, type Touch } from '../../../ledger/touches.ts';
import { readTouchesSince } from '../../../remediation/shared/touches-since.ts';
import { aLedger } from '../../support/ledger.ts';
import { KEY, NOW } from '../../support/users.ts';
import { doneAt } from '../delete/classified-records.ts';

const OPERATOR = 'arn:aws:iam::111122223333:user/operator';

const touch = (seconds: number, changes: Partial<Touch> = {}): Touch => ({
  key: KEY.a,
  at: new Date(NOW.getTime() + seconds * 1_000),
  eventId: `event-${seconds}`,
  by: OPERATOR,
  isOurs: false,
  ...changes,
});

describe('the touches since the intention to deactivate a key', () => {
  const ours = { isOurs: true };
  const OTHER = (minute: string) => `${OPERATOR} changed the status of ${KEY.a} at 2026-11-21T${minute}Z`;
  it.each<[string, readonly Touch[], string | undefined, boolean]>([
    ['no event', [], undefined, false],
    ['our own event', [touch(3, ours)], undefined, true],
    ['our own event, by a clock that is five minutes behind ours', [touch(-300, ours)], undefined, true],
    ['our own event of an earlier deactivation', [touch(-301, ours)], undefined, false],
    ['a change before our own event', [touch(-40), touch(3, ours)], undefined, true],
    [
      'a change after our own event, both dated before the intention',
      [touch(-200, ours), touch(-120)],
      OTHER('11:58'),
      true,
    ],
    [
      'a change in the second of our own event',
      [touch(3), touch(3, { ...ours, eventId: 'x' })],
      OTHER('12:00'),
      true,
    ],
    [
      'a change within five minutes before, which may be later by another clock, without our own event',
      [touch(-300)],
      OTHER('11:55'),
      false,
    ],
    ['a change long before, without our own event', [touch(-301)], undefined, false],
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
      'a change by an author whose ARN ends with what a terminal would obey',
      [touch(90, { by: `${OPERATOR}\u001b[2J` })],
      `Somebody else changed the status of ${KEY.a} at 2026-11-21T12:01Z`,
      false,
    ],
    [
      'a change by an author whose ARN comes after what a terminal would obey',
      [touch(90, { by: `\u001b[2J${OPERATOR}` })],
      `Somebody else changed the status of ${KEY.a} at 2026-11-21T12:01Z`,
      false,
    ],
  ])('%s', async (_, touches, byOthers, isOursSeen) => {
    const { ledger } = aLedger();
    for (const each of touches) await noteTouch(ledger, each);
    expect(await readTouchesSince({ ledger }, doneAt(NOW))).toEqual({ byOthers, isOursSeen });
  });
});
