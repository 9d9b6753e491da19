import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyMetadata } from '../../../policy/access-key.ts';
import type { AccessKeyId } from '../../../policy/identifiers.ts';
import { classifyRecords, usedSince } from '../../../remediation/delete/soak.ts';
import { readRecords } from '../../../remediation/shared/record.ts';
import { aKey, daysAgo, KEY, NOW, usedAt } from '../../support/users.ts';

const SOAK_DAYS = 14;

const recordOf = (at: Date) =>
  `${at.toISOString()} kept=${KEY.b} execution=4105a4fc-f944-11e6-9d32-0a1b2c3d4950`;
const tagOf = (key: string) => `one-active-key:deactivated/${key}`;
const inactive = (id: AccessKeyId = KEY.a): KeyMetadata => aKey({ id, status: 'Inactive' });

/** The classified records of KEY.a, as IDs and codes. */
function classify(
  keys: readonly KeyMetadata[],
  tags: Readonly<Record<string, string>> = { [tagOf(KEY.a)]: recordOf(daysAgo(20)) },
  soakDays = SOAK_DAYS,
) {
  const { soaked, staying, obsolete } = classifyRecords(
    { keys, tags: new Map(Object.entries(tags)) },
    soakDays,
    NOW,
  );
  return {
    soaked: soaked.map(({ id }) => id),
    staying: staying.map(({ code }) => code),
    obsolete,
  };
}

const EMPTY = { soaked: [], staying: [], obsolete: [] };

describe('a key with a record', () => {
  const on = (value: string) => ({ [tagOf(KEY.a)]: value });
  it.each<[string, readonly KeyMetadata[], Record<string, string>, Partial<ReturnType<typeof classify>>]>([
    ['Inactive and soaked → may be deleted', [inactive()], on(recordOf(daysAgo(20))), { soaked: [KEY.a] }],
    [
      'soaked to the millisecond → may be deleted',
      [inactive()],
      on(recordOf(daysAgo(14))),
      { soaked: [KEY.a] },
    ],
    [
      'a millisecond less than soaked → soaks',
      [inactive()],
      on(recordOf(new Date(daysAgo(14).getTime() + 1))),
      { staying: ['Soaking'] },
    ],
    [
      'recorded for a time before its creation → an invalid record',
      [{ ...inactive(), createdAt: daysAgo(19) }],
      on(recordOf(daysAgo(20))),
      { staying: ['InvalidRecord'] },
    ],
    [
      'recorded for the instant of its creation → may be deleted',
      [{ ...inactive(), createdAt: daysAgo(20) }],
      on(recordOf(daysAgo(20))),
      { soaked: [KEY.a] },
    ],
    [
      'recorded for a time in the future → soaks',
      [inactive()],
      on(recordOf(daysAgo(-1))),
      { staying: ['Soaking'] },
    ],
    ['Active again → the record is obsolete', [aKey()], on(recordOf(daysAgo(20))), { obsolete: [KEY.a] }],
    [
      'Active again before the end of the soak → the record is obsolete',
      [aKey()],
      on(recordOf(daysAgo(1))),
      { obsolete: [KEY.a] },
    ],
    ['deleted → the record is obsolete', [], on(recordOf(daysAgo(20))), { obsolete: [KEY.a] }],
    ['deleted, with an invalid record → the record is obsolete', [], on('?'), { obsolete: [KEY.a] }],
    [
      'Expired → stays',
      [aKey({ status: 'Expired' })],
      on(recordOf(daysAgo(20))),
      { staying: ['NotInactive'] },
    ],
    [
      'a status that AWS may add later → stays',
      [aKey({ status: 'Quarantined' })],
      on(recordOf(daysAgo(20))),
      { staying: ['NotInactive'] },
    ],
    ['deactivated by a person, without a record → ignored', [inactive()], {}, {}],
    [
      'the record of a key that the user does not have → obsolete, and the other key is ignored',
      [inactive(KEY.b)],
      on(recordOf(daysAgo(20))),
      { obsolete: [KEY.a] },
    ],
    [
      'named in the keep tag → stays',
      [inactive()],
      { ...on(recordOf(daysAgo(20))), 'one-active-key:keep': KEY.a },
      { staying: ['KeptByOwner'] },
    ],
    [
      'named in a keep tag with other upper and lower case → stays',
      [inactive()],
      { ...on(recordOf(daysAgo(20))), 'One-Active-Key:KEEP': KEY.a },
      { staying: ['KeptByOwner'] },
    ],
    [
      'another key named in the keep tag → may be deleted',
      [inactive()],
      { ...on(recordOf(daysAgo(20))), 'one-active-key:keep': KEY.b },
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

describe('the sentence about a key that stays', () => {
  const sentenceFor = (key: KeyMetadata, value: string) =>
    classifyRecords({ keys: [key], tags: new Map([[tagOf(KEY.a), value]]) }, SOAK_DAYS, NOW).staying[0]
      ?.sentence;

  it('names a status that is not Inactive', () => {
    const expired = aKey({ status: 'Expired' });
    expect(sentenceFor(expired, recordOf(daysAgo(20)))).toBe(
      `${KEY.a} is Expired, and only Inactive keys are deleted.`,
    );
  });

  it('gives the length of a record whose first word is too long to quote', () => {
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

describe('laws', () => {
  const ids = Object.values(KEY);
  const records = fc.dictionary(
    fc.constantFrom(...ids.map(tagOf), 'one-active-key:keep', 'one-active-key:run/x', 'team'),
    fc.oneof(
      fc.integer({ min: -5, max: 364 }).map((days) => recordOf(daysAgo(days))),
      fc.constantFrom(...ids, '', 'x'),
    ),
  );
  const statuses = fc.constantFrom('Active', 'Inactive', 'Expired');
  const users = fc.record({
    keys: fc
      .uniqueArray(fc.constantFrom(...ids))
      .chain((chosen) => fc.tuple(...chosen.map((id) => statuses.map((status) => aKey({ id, status }))))),
    tags: records,
    soakDays: fc.integer({ min: 1, max: 365 }),
  });

  it('only an Inactive key whose record is as old as the soak is deleted', () => {
    fc.assert(
      fc.property(users, ({ keys, tags, soakDays }) => {
        for (const id of classify(keys, tags, soakDays).soaked) {
          expect(keys.find((key) => key.id === id)?.status).toBe('Inactive');
          const age = NOW.getTime() - Date.parse(tags[tagOf(id)]?.split(' ')[0] ?? '');
          expect(age).toBeGreaterThanOrEqual(soakDays * 86_400_000);
          expect(tags['one-active-key:keep']).not.toBe(id);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('every key with a record is in exactly one list', () => {
    fc.assert(
      fc.property(users, ({ keys, tags, soakDays }) => {
        const { soaked, staying, obsolete } = classify(keys, tags, soakDays);
        const recorded = readRecords(new Map(Object.entries(tags)));
        expect(soaked.length + staying.length + obsolete.length).toBe(recorded.length);
      }),
    );
  });

  it('the order of keys and tags does not matter', () => {
    fc.assert(
      fc.property(users, ({ keys, tags, soakDays }) => {
        const reversed = Object.fromEntries(Object.entries(tags).reverse());
        expect(classify(keys.toReversed(), reversed, soakDays)).toEqual(classify(keys, tags, soakDays));
      }),
    );
  });

  it('a longer soak does not delete more keys', () => {
    fc.assert(
      fc.property(users, fc.integer({ min: 0, max: 100 }), ({ keys, tags, soakDays }, longer) => {
        const more = classify(keys, tags, soakDays + longer).soaked;
        expect(classify(keys, tags, soakDays).soaked).toEqual(expect.arrayContaining(more));
      }),
    );
  });
});
