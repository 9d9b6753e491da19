import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEY_STATES } from '../../../ledger/key-records.ts';
import { aKey, daysAgo, KEY, NOW } from '../../support/users.ts';
import { classify, doneAt } from './classified-records.ts';

describe('the laws of the soak', () => {
  const ids = Object.values(KEY);
  const records = fc.uniqueArray(fc.constantFrom(...ids)).chain((keys) =>
    fc.tuple(
      ...keys.map((key) =>
        fc
          .record({
            age: fc.integer({ min: -5, max: 364 }),
            state: fc.constantFrom('done' as const, ...KEY_STATES),
            isAccepted: fc.boolean(),
          })
          .map(({ age, state, isAccepted }) => ({
            ...doneAt(daysAgo(age), key),
            state,
            ...(isAccepted ? {} : { deactivatedAt: undefined }),
          })),
      ),
    ),
  );
  const statuses = fc.constantFrom('Active', 'Inactive', 'Inactive', 'Expired');
  const users = fc.record({
    keys: fc
      .uniqueArray(fc.constantFrom(...ids))
      .chain((chosen) => fc.tuple(...chosen.map((id) => statuses.map((status) => aKey({ id, status }))))),
    records,
    soakDays: fc.integer({ min: 1, max: 365 }),
    keepTag: fc.constantFrom(...ids),
  });

  it('only an Inactive key is deleted whose record is done and as old as the soak, and which the owner does not keep', () => {
    fc.assert(
      fc.property(users, ({ keys, records: all, ...criteria }) => {
        for (const id of classify(keys, all, criteria).soaked) {
          const record = all.find(({ key }) => key === id);
          expect(keys.find((key) => key.id === id)?.status).toBe('Inactive');
          expect(record?.state).toBe('done');
          const age = NOW.getTime() - (record?.deactivatedAt?.getTime() ?? Number.POSITIVE_INFINITY);
          expect(age).toBeGreaterThanOrEqual(criteria.soakDays * 86_400_000);
          expect(criteria.keepTag).not.toBe(id);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('every record that has not ended is in exactly one list', () => {
    fc.assert(
      fc.property(users, ({ keys, records: all, ...criteria }) => {
        const { soaked, staying, outdated } = classify(keys, all, criteria);
        const current = all.filter(({ state }) => !['undone', 'deleted', 'gone'].includes(state));
        expect(soaked.length + staying.length + outdated.length).toBe(current.length);
      }),
    );
  });

  it('the order of keys and records has no influence', () => {
    fc.assert(
      fc.property(users, ({ keys, records: all, ...criteria }) => {
        const sorted = (lists: ReturnType<typeof classify>) =>
          Object.values(lists).map((list: readonly string[]) => list.toSorted());
        const reversed = classify(keys.toReversed(), all.toReversed(), criteria);
        expect(sorted(reversed)).toEqual(sorted(classify(keys, all, criteria)));
      }),
    );
  });

  it('a longer soak never leads to more deletions', () => {
    fc.assert(
      fc.property(users, fc.integer({ min: 0, max: 100 }), (user, additionalDays) => {
        const { keys, records: all, soakDays, keepTag } = user;
        const longer = classify(keys, all, { soakDays: soakDays + additionalDays, keepTag }).soaked;
        expect(classify(keys, all, { soakDays, keepTag }).soaked).toEqual(expect.arrayContaining(longer));
      }),
    );
  });
});
