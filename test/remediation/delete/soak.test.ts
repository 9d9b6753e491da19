import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyMetadata } from '../../../policy/access-key.ts';
import type { AccessKeyId } from '../../../policy/identifiers.ts';
import { planDeletion, usedSince } from '../../../remediation/delete/soak.ts';
import { readRecords } from '../../../remediation/shared/record.ts';
import { aKey, daysAgo, KEY, NOW, usedAt } from '../../support/users.ts';

const SOAK_DAYS = 14;

const recordOf = (at: Date) =>
  `${at.toISOString()} kept=${KEY.b} execution=4105a4fc-f944-11e6-9d32-0a1b2c3d4950`;
const tagOf = (key: string) => `one-active-key:deactivated/${key}`;
const inactive = (id: AccessKeyId = KEY.a): KeyMetadata => aKey({ id, status: 'Inactive' });

/** The plan for a key on record, in short. */
function planOf(
  keys: readonly KeyMetadata[],
  tags: Readonly<Record<string, string>> = { [tagOf(KEY.a)]: recordOf(daysAgo(20)) },
  soakDays = SOAK_DAYS,
) {
  const { soaked, held, obsolete } = planDeletion(
    { keys, tags: new Map(Object.entries(tags)) },
    soakDays,
    NOW,
  );
  return {
    soaked: soaked.map(({ id }) => id),
    held: held.map(({ code }) => code),
    obsolete,
  };
}

const NOTHING = { soaked: [], held: [], obsolete: [] };

describe('which of the keys on record may be deleted', () => {
  const on = (value: string) => ({ [tagOf(KEY.a)]: value });
  it.each<[string, readonly KeyMetadata[], Record<string, string>, Partial<ReturnType<typeof planOf>>]>([
    ['Inactive and soaked → may', [inactive()], on(recordOf(daysAgo(20))), { soaked: [KEY.a] }],
    ['soaked to the millisecond → may', [inactive()], on(recordOf(daysAgo(14))), { soaked: [KEY.a] }],
    [
      'a millisecond less → soaks',
      [inactive()],
      on(recordOf(new Date(daysAgo(14).getTime() + 1))),
      { held: ['Soaking'] },
    ],
    [
      'on record for a time before it was created → a record that is not ours',
      [{ ...inactive(), createdAt: daysAgo(19) }],
      on(recordOf(daysAgo(20))),
      { held: ['InvalidRecord'] },
    ],
    [
      'on record for the very instant of its creation → may',
      [{ ...inactive(), createdAt: daysAgo(20) }],
      on(recordOf(daysAgo(20))),
      { soaked: [KEY.a] },
    ],
    [
      'on record for a time ahead of us → soaks',
      [inactive()],
      on(recordOf(daysAgo(-1))),
      { held: ['Soaking'] },
    ],
    ['Active again → the record is obsolete', [aKey()], on(recordOf(daysAgo(20))), { obsolete: [KEY.a] }],
    [
      'Active again, still soaking → obsolete, too',
      [aKey()],
      on(recordOf(daysAgo(1))),
      { obsolete: [KEY.a] },
    ],
    ['gone → the record is obsolete', [], on(recordOf(daysAgo(20))), { obsolete: [KEY.a] }],
    ['gone, with a record that nobody can read → obsolete', [], on('?'), { obsolete: [KEY.a] }],
    ['Expired → stays', [aKey({ status: 'Expired' })], on(recordOf(daysAgo(20))), { held: ['NotInactive'] }],
    [
      'a status that AWS may add → stays',
      [aKey({ status: 'Quarantined' })],
      on(recordOf(daysAgo(20))),
      { held: ['NotInactive'] },
    ],
    ['deactivated by people, without a record → none of our business', [inactive()], {}, {}],
    [
      'the record of another key → none of our business',
      [inactive(KEY.b)],
      on(recordOf(daysAgo(20))),
      { obsolete: [KEY.a] },
    ],
    [
      'named by the owner → stays',
      [inactive()],
      { ...on(recordOf(daysAgo(20))), 'one-active-key:keep': KEY.a },
      { held: ['KeptByOwner'] },
    ],
    [
      'named by the owner in other letters → stays',
      [inactive()],
      { ...on(recordOf(daysAgo(20))), 'One-Active-Key:KEEP': KEY.a },
      { held: ['KeptByOwner'] },
    ],
    [
      'the owner names another key → may',
      [inactive()],
      { ...on(recordOf(daysAgo(20))), 'one-active-key:keep': KEY.b },
      { soaked: [KEY.a] },
    ],
    [
      'a record in other letters is not ours',
      [inactive()],
      { [tagOf(KEY.a).toUpperCase()]: recordOf(daysAgo(20)) },
      {},
    ],
    [
      'a record of no key',
      [inactive()],
      { [tagOf('')]: recordOf(daysAgo(20)), [tagOf('AIDAEXAMPLE000000001')]: recordOf(daysAgo(20)) },
      {},
    ],
  ])('%s', (_, keys, tags, expected) => {
    expect(planOf(keys, tags)).toEqual({ ...NOTHING, ...expected });
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
  ])('a record that is not in our words, %j, deletes nothing', (value) => {
    expect(planOf([inactive()], { [tagOf(KEY.a)]: value })).toEqual({ ...NOTHING, held: ['InvalidRecord'] });
  });

  it('a record without an execution, by hand → may', () => {
    const value = `${daysAgo(20).toISOString()} kept=${KEY.b} execution=none`;
    expect(planOf([inactive()], { [tagOf(KEY.a)]: value })).toEqual({ ...NOTHING, soaked: [KEY.a] });
  });

  it.each([
    [1, 2, 'soaked'],
    [1, 1, 'soaked'],
    [2, 1, 'held'],
    [365, 364, 'held'],
    [365, 365, 'soaked'],
  ] as const)('a soak of %i days after %i → %s', (soakDays, age, member) => {
    const plan = planOf([inactive()], { [tagOf(KEY.a)]: recordOf(daysAgo(age)) }, soakDays);
    expect(plan[member]).toHaveLength(1);
  });
});

describe('why a key stays', () => {
  const because = (key: KeyMetadata, value: string) =>
    planDeletion({ keys: [key], tags: new Map([[tagOf(KEY.a), value]]) }, SOAK_DAYS, NOW).held[0]?.sentence;

  it('a status that nobody deletes by', () => {
    const expired = aKey({ status: 'Expired' });
    expect(because(expired, recordOf(daysAgo(20)))).toBe(
      `${KEY.a} is Expired, and only Inactive keys are deleted.`,
    );
  });

  it('a record too long to be shown in part, since words are never cut', () => {
    expect(because(inactive(), 'x'.repeat(101))).toContain('received "a text of 101 characters".');
  });
});

describe('used since it was deactivated', () => {
  const key = { id: KEY.a, deactivatedAt: daysAgo(20) };
  it.each([
    ['never used', null, undefined],
    ['last used before', usedAt(daysAgo(21)), undefined],
    ['last used at that very instant', usedAt(daysAgo(20)), undefined],
    ['used a millisecond later', usedAt(new Date(daysAgo(20).getTime() + 1)), 'UsedSince'],
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

  it('only an Inactive key that has been on record for the whole soak is ever deleted', () => {
    fc.assert(
      fc.property(users, ({ keys, tags, soakDays }) => {
        for (const id of planOf(keys, tags, soakDays).soaked) {
          expect(keys.find((key) => key.id === id)?.status).toBe('Inactive');
          const age = NOW.getTime() - Date.parse(tags[tagOf(id)]?.split(' ')[0] ?? '');
          expect(age).toBeGreaterThanOrEqual(soakDays * 86_400_000);
          expect(tags['one-active-key:keep']).not.toBe(id);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('every key on record is in exactly one of the lists', () => {
    fc.assert(
      fc.property(users, ({ keys, tags, soakDays }) => {
        const { soaked, held, obsolete } = planOf(keys, tags, soakDays);
        const recorded = readRecords(new Map(Object.entries(tags)));
        expect(soaked.length + held.length + obsolete.length).toBe(recorded.length);
      }),
    );
  });

  it('the order of keys and tags never matters', () => {
    fc.assert(
      fc.property(users, ({ keys, tags, soakDays }) => {
        const reversed = Object.fromEntries(Object.entries(tags).reverse());
        expect(planOf(keys.toReversed(), reversed, soakDays)).toEqual(planOf(keys, tags, soakDays));
      }),
    );
  });

  it('a longer soak never deletes more', () => {
    fc.assert(
      fc.property(users, fc.integer({ min: 0, max: 100 }), ({ keys, tags, soakDays }, longer) => {
        const more = planOf(keys, tags, soakDays + longer).soaked;
        expect(planOf(keys, tags, soakDays).soaked).toEqual(expect.arrayContaining(more));
      }),
    );
  });
});
