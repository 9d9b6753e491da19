import { describe, expect, it } from 'vitest';
import { KEY_STATES, type KeyRecord } from '../../../ledger/key-records.ts';
import type { KeyMetadata } from '../../../policy/access-key.ts';
import type { AccessKeyId } from '../../../policy/identifiers.ts';
import { touchedSince, usedSince } from '../../../remediation/delete/soak.ts';
import { aKey, daysAgo, KEY, NOW, usedAt } from '../../support/users.ts';
import { classify, doneAt } from './classified-records.ts';

const inactive = (id: AccessKeyId = KEY.a): KeyMetadata => aKey({ id, status: 'Inactive' });

const EMPTY = { soaked: [], staying: [], outdated: [] };

const done = doneAt(daysAgo(20));

const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

describe('a key on record', () => {
  it.each<[string, readonly KeyMetadata[], readonly KeyRecord[], Partial<ReturnType<typeof classify>>]>([
    ['Inactive and soaked → may be deleted', [inactive()], [done], { soaked: [KEY.a] }],
    [
      'deactivated exactly fourteen days ago → may be deleted',
      [inactive()],
      [doneAt(daysAgo(14))],
      { soaked: [KEY.a] },
    ],
    [
      'deactivated a millisecond less than fourteen days ago → soaks',
      [inactive()],
      [doneAt(new Date(daysAgo(14).getTime() + 1))],
      { staying: [`${KEY.a} soaks until 2026-11-21T12:00Z.`] },
    ],
    [
      'recorded for a time in the future → soaks',
      [inactive()],
      [doneAt(daysAgo(-1))],
      { staying: [`${KEY.a} soaks until 2026-12-06T12:00Z.`] },
    ],
    ['Active again → its record has ended', [aKey()], [done], { outdated: [KEY.a] }],
    [
      'Active a quarter of an hour after its deactivation → its record has ended',
      [aKey()],
      [doneAt(minutesAgo(15))],
      { outdated: [KEY.a] },
    ],
    [
      'Active fourteen minutes after its deactivation, which IAM may not show yet → stays',
      [aKey()],
      [doneAt(minutesAgo(14))],
      { staying: [`${KEY.a} is Active, and only Inactive keys are deleted.`] },
    ],
    ['deleted → its record has ended', [], [done], { outdated: [KEY.a] }],
    [
      'deleted a minute after its deactivation → its record has ended',
      [],
      [doneAt(minutesAgo(1))],
      { outdated: [KEY.a] },
    ],
    [
      'Expired → is not deleted',
      [aKey({ status: 'Expired' })],
      [done],
      { staying: [`${KEY.a} is Expired, and only Inactive keys are deleted.`] },
    ],
    [
      'a status that AWS may add later → is not deleted',
      [aKey({ status: 'Quarantined' })],
      [done],
      { staying: [`${KEY.a} is Quarantined, and only Inactive keys are deleted.`] },
    ],
    ['deactivated by a person, without a record → ignored', [inactive()], [], {}],
    [
      'the record of a key that the user does not have → has ended, and the other key is ignored',
      [inactive(KEY.b)],
      [done],
      { outdated: [KEY.a] },
    ],
  ])('%s', (_, keys, records, expected) => {
    expect(classify(keys, records)).toEqual({ ...EMPTY, ...expected });
  });

  it.each([
    ['the key', KEY.a, { staying: [`${KEY.a} is named in tag one-active-key:keep.`] }],
    ['another key', KEY.b, { soaked: [KEY.a] }],
  ])('%s named in the keep tag', (_, keepTag, expected) => {
    expect(classify([inactive()], [done], { keepTag })).toEqual({ ...EMPTY, ...expected });
  });

  it.each(KEY_STATES.filter((state) => state !== 'done'))('in the state %s → is never deleted', (state) => {
    expect(classify([inactive()], [{ ...done, state }]).soaked).toEqual([]);
  });

  it.each(['undone', 'deleted', 'gone'] as const)('in the state %s → is not mentioned', (state) => {
    for (const keys of [[inactive()], [aKey()], []]) {
      expect(classify(keys, [{ ...done, state }])).toEqual(EMPTY);
    }
  });

  it('done without the time of its deactivation → is never deleted', () => {
    expect(classify([inactive()], [{ ...done, deactivatedAt: undefined }]).soaked).toEqual([]);
  });

  it.each(['intended', 'written', 'undoing', 'deleting'] as const)(
    'in the state %s → stays, since a run was interrupted',
    (state) => {
      expect(classify([inactive()], [{ ...done, state }]).staying).toEqual([
        `${KEY.a}: a run on this key was interrupted (${state}); the next run or daily pass settles it.`,
      ]);
    },
  );

  it('unproven → a person has to decide', () => {
    expect(classify([inactive()], [{ ...done, state: 'unproven' }]).staying).toEqual([
      `${KEY.a}: nobody can tell who deactivated it, so if nobody needs it, delete it by hand.`,
    ]);
  });

  it.each([
    [1, 2, 'soaked'],
    [1, 1, 'soaked'],
    [2, 1, 'staying'],
    [365, 364, 'staying'],
    [365, 365, 'soaked'],
  ] as const)('a soak of %i days, %i days after the deactivation → %s', (soakDays, age, member) => {
    expect(classify([inactive()], [doneAt(daysAgo(age))], { soakDays })[member]).toHaveLength(1);
  });
});

describe('the last use of a soaked key', () => {
  const used = (at: string) =>
    `${KEY.a} was used at ${at}, after it was deactivated at 2026-11-01T12:00Z: if nobody needs it, delete it by hand.`;
  it.each([
    ['never used → is no reason to keep it', null, undefined],
    ['last used before the deactivation → is no reason to keep it', usedAt(daysAgo(21)), undefined],
    [
      'last used at the instant of the deactivation → is no reason to keep it',
      usedAt(daysAgo(20)),
      undefined,
    ],
    [
      'used a millisecond after the deactivation → the sentence says when',
      usedAt(new Date(daysAgo(20).getTime() + 1)),
      used('2026-11-01T12:00Z'),
    ],
    ['used yesterday → the sentence says when', usedAt(daysAgo(1)), used('2026-11-20T12:00Z')],
  ])('%s', (_, lastUse, sentence) => {
    expect(usedSince(done, lastUse)?.sentence).toBe(sentence);
  });
});

describe('what CloudTrail has shown of a soaked key', () => {
  it.each([
    ['our own event only → may be deleted', undefined, true, undefined],
    [
      'no event, so that a change by others would not be noticed → EventsNotSeen',
      undefined,
      false,
      'EventsNotSeen',
    ],
    ['a change by somebody else → TouchedSince', `Somebody changed ${KEY.a}`, true, 'TouchedSince'],
    [
      'a change by somebody else, without our own event → TouchedSince',
      `Somebody changed ${KEY.a}`,
      false,
      'TouchedSince',
    ],
  ])('%s', (_, byOthers, isOursSeen, refusalCode) => {
    expect(touchedSince(done, { byOthers, isOursSeen })?.refusalCode).toBe(refusalCode);
  });
});
