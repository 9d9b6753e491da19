import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../../remediation/shared/record.ts';
import { aKey, daysAgo, KEY, NOW } from '../../support/users.ts';
import { classify, recordOf, tagOf } from './classified-records.ts';

describe('the laws of the soak', () => {
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

  it('the order of keys and tags has no influence', () => {
    fc.assert(
      fc.property(users, ({ keys, tags, soakDays }) => {
        const reversed = Object.fromEntries(Object.entries(tags).reverse());
        expect(classify(keys.toReversed(), reversed, soakDays)).toEqual(classify(keys, tags, soakDays));
      }),
    );
  });

  it('a longer soak never leads to more deletions', () => {
    fc.assert(
      fc.property(users, fc.integer({ min: 0, max: 100 }), ({ keys, tags, soakDays }, additionalDays) => {
        const afterLongerSoak = classify(keys, tags, soakDays + additionalDays).soaked;
        expect(classify(keys, tags, soakDays).soaked).toEqual(expect.arrayContaining(afterLongerSoak));
      }),
    );
  });
});
