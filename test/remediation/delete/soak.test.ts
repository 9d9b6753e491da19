import { describe, expect, it } from 'vitest';
import type { KeyMetadata } from '../../../policy/access-key.ts';
import type { AccessKeyId } from '../../../policy/identifiers.ts';
import { classifyRecords, usedSince } from '../../../remediation/delete/soak.ts';
import { aKey, daysAgo, KEY, NOW, usedAt } from '../../support/users.ts';
import { classify, recordOf, SOAK_DAYS, tagOf } from './classified-records.ts';

const inactive = (id: AccessKeyId = KEY.a): KeyMetadata => aKey({ id, status: 'Inactive' });

const EMPTY = { soaked: [], staying: [], obsolete: [] };

describe('a key with a record', () => {
  const withRecord = (value: string) => ({ [tagOf(KEY.a)]: value });
  it.each<[string, readonly KeyMetadata[], Record<string, string>, Partial<ReturnType<typeof classify>>]>([
    [
      'Inactive and soaked → may be deleted',
      [inactive()],
      withRecord(recordOf(daysAgo(20))),
      { soaked: [KEY.a] },
    ],
    [
      'deactivated exactly fourteen days ago → may be deleted',
      [inactive()],
      withRecord(recordOf(daysAgo(14))),
      { soaked: [KEY.a] },
    ],
    [
      'deactivated a millisecond less than fourteen days ago → soaks',
      [inactive()],
      withRecord(recordOf(new Date(daysAgo(14).getTime() + 1))),
      { staying: ['Soaking'] },
    ],
    [
      'recorded for a time before its creation → an invalid record',
      [{ ...inactive(), createdAt: daysAgo(19) }],
      withRecord(recordOf(daysAgo(20))),
      { staying: ['InvalidRecord'] },
    ],
    [
      'recorded for the instant of its creation → may be deleted',
      [{ ...inactive(), createdAt: daysAgo(20) }],
      withRecord(recordOf(daysAgo(20))),
      { soaked: [KEY.a] },
    ],
    [
      'recorded for a time in the future → soaks',
      [inactive()],
      withRecord(recordOf(daysAgo(-1))),
      { staying: ['Soaking'] },
    ],
    [
      'Active again → the record is obsolete',
      [aKey()],
      withRecord(recordOf(daysAgo(20))),
      { obsolete: [KEY.a] },
    ],
    [
      'Active again before the end of the soak → the record is obsolete',
      [aKey()],
      withRecord(recordOf(daysAgo(1))),
      { obsolete: [KEY.a] },
    ],
    ['deleted → the record is obsolete', [], withRecord(recordOf(daysAgo(20))), { obsolete: [KEY.a] }],
    ['deleted, with an invalid record → the record is obsolete', [], withRecord('?'), { obsolete: [KEY.a] }],
    [
      'Expired → is not deleted',
      [aKey({ status: 'Expired' })],
      withRecord(recordOf(daysAgo(20))),
      { staying: ['NotInactive'] },
    ],
    [
      'a status that AWS may add later → is not deleted',
      [aKey({ status: 'Quarantined' })],
      withRecord(recordOf(daysAgo(20))),
      { staying: ['NotInactive'] },
    ],
    ['deactivated by a person, without a record → ignored', [inactive()], {}, {}],
    [
      'the record of a key that the user does not have → obsolete, and the other key is ignored',
      [inactive(KEY.b)],
      withRecord(recordOf(daysAgo(20))),
      { obsolete: [KEY.a] },
    ],
    [
      'named in the keep tag → is not deleted',
      [inactive()],
      { ...withRecord(recordOf(daysAgo(20))), 'one-active-key:keep': KEY.a },
      { staying: ['KeptByOwner'] },
    ],
    [
      'named in a keep tag with other upper and lower case → is not deleted',
      [inactive()],
      { ...withRecord(recordOf(daysAgo(20))), 'One-Active-Key:KEEP': KEY.a },
      { staying: ['KeptByOwner'] },
    ],
    [
      'another key named in the keep tag → may be deleted',
      [inactive()],
      { ...withRecord(recordOf(daysAgo(20))), 'one-active-key:keep': KEY.b },
      { soaked: [KEY.a] },
    ],
    [
      'a record with other upper and lower case → ignored',
      [inactive()],
      { [tagOf(KEY.a).toUpperCase()]: recordOf(daysAgo(20)) },
      {},
    ],
    [
      'a record without an access key ID → ignored',
      [inactive()],
      { [tagOf('')]: recordOf(daysAgo(20)), [tagOf('AIDAEXAMPLE000000001')]: recordOf(daysAgo(20)) },
      {},
    ],
  ])('%s', (_, keys, tags, expected) => {
    expect(classify(keys, tags)).toEqual({ ...EMPTY, ...expected });
  });

  it.each([
    '',
    'x',
    '2026-11-01T12:00:00.000Z',
    '2026-11-01T12:00:00.000Z kept=AKIAI44QH8DHBEXAMPLE',
    '2026-11-01 kept=AKIAI44QH8DHBEXAMPLE execution=none',
    '2026-11-01T12:00:00 kept=AKIAI44QH8DHBEXAMPLE execution=none',
    '2026-02-30T12:00:00.000Z kept=AKIAI44QH8DHBEXAMPLE execution=none',
    '2026-11-01T12:00:00.000Z kept=somebody execution=none',
    '2026-11-01T12:00:00.000Z  kept=AKIAI44QH8DHBEXAMPLE execution=none',
    '2026-11-01T12:00:00.000Z kept=AKIAI44QH8DHBEXAMPLE execution=none and more',
    'before 2026-11-01T12:00:00.000Z kept=AKIAI44QH8DHBEXAMPLE execution=none',
  ])('a record in another form, %j → an invalid record', (value) => {
    expect(classify([inactive()], { [tagOf(KEY.a)]: value })).toEqual({
      ...EMPTY,
      staying: ['InvalidRecord'],
    });
  });

  it('a record without an automation execution → may be deleted', () => {
    const value = `${daysAgo(20).toISOString()} kept=${KEY.b} execution=none`;
    expect(classify([inactive()], { [tagOf(KEY.a)]: value })).toEqual({ ...EMPTY, soaked: [KEY.a] });
  });

  it.each([
    [1, 2, 'soaked'],
    [1, 1, 'soaked'],
    [2, 1, 'staying'],
    [365, 364, 'staying'],
    [365, 365, 'soaked'],
  ] as const)('a soak of %i days, %i days after the deactivation → %s', (soakDays, age, member) => {
    const classified = classify([inactive()], { [tagOf(KEY.a)]: recordOf(daysAgo(age)) }, soakDays);
    expect(classified[member]).toHaveLength(1);
  });
});

describe('the sentence about a key that is not deleted', () => {
  const sentenceFor = (key: KeyMetadata, value: string) =>
    classifyRecords({ keys: [key], tags: new Map([[tagOf(KEY.a), value]]) }, SOAK_DAYS, NOW).staying[0]
      ?.sentence;

  it('names a status that is not Inactive', () => {
    const expired = aKey({ status: 'Expired' });
    expect(sentenceFor(expired, recordOf(daysAgo(20)))).toBe(
      `${KEY.a} is Expired, and only Inactive keys are deleted.`,
    );
  });

  it('names the length of a record whose first word is too long to quote', () => {
    expect(sentenceFor(inactive(), 'x'.repeat(101))).toContain('received "a text of 101 characters".');
  });
});

describe('the last use of a soaked key', () => {
  const key = { id: KEY.a, deactivatedAt: daysAgo(20) };
  it.each([
    ['never used', null, undefined],
    ['last used before the deactivation', usedAt(daysAgo(21)), undefined],
    ['last used at the instant of the deactivation', usedAt(daysAgo(20)), undefined],
    ['used a millisecond after the deactivation', usedAt(new Date(daysAgo(20).getTime() + 1)), 'UsedSince'],
    ['used yesterday', usedAt(daysAgo(1)), 'UsedSince'],
  ])('%s', (_, lastUse, code) => {
    expect(usedSince(key, lastUse)?.code).toBe(code);
  });
});
