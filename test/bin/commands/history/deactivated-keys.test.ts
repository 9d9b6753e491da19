import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deactivatedKeysOf,
  inactiveOnRecord,
  type KeyContext,
} from '../../../../bin/commands/history/deactivated-keys.ts';
import type { DeactivatedKey } from '../../../../bin/commands/history/history.ts';
import { KEY_STATES, type KeyRecord } from '../../../../ledger/key-records.ts';
import type { LastUse } from '../../../../policy/access-key.ts';
import { accessKeyId } from '../../../../policy/identifiers.ts';
import { ALICE, aDeactivatedKey, aRecord, daysAgo, KEY, NOW } from './histories.ts';

const usedAt = (at: Date): LastUse => ({ at, service: 's3', region: 'us-east-1' });

function contextOf(status: string | undefined, lastUse?: LastUse | null): KeyContext {
  const keys = status === undefined ? [] : [{ id: KEY, status, createdAt: daysAgo(100) }];
  return {
    keys: new Map([[ALICE, keys]]),
    lastUses: new Map(lastUse === undefined ? [] : [[KEY, lastUse]]),
    changes: new Map([[KEY, { byOthers: undefined, isOursSeen: true }]]),
    soakDays: 14,
    names: new Map([[ALICE, 'alice']]),
  };
}

const keyOf = (record: KeyRecord, context: KeyContext) => deactivatedKeysOf([record], context)[0];

const deactivatedAt = daysAgo(10);
const before = new Date(deactivatedAt.getTime() - 10_000);
const after = new Date(deactivatedAt.getTime() + 1);

describe('a key on record', () => {
  it('soaks, and was not used since', () => {
    expect(keyOf(aRecord(), contextOf('Inactive', null))).toEqual(aDeactivatedKey());
  });

  it('of a user that nobody can name', () => {
    const context = { ...contextOf('Inactive', null), names: new Map() };
    expect(keyOf(aRecord(), context)?.userName).toBeNull();
  });

  it.each<[string, Partial<KeyRecord>, KeyContext, Partial<DeactivatedKey>]>([
    ['never used', {}, contextOf('Inactive', null), { usedSince: 'no', lastUsed: null }],
    ['used before', {}, contextOf('Inactive', usedAt(before)), { usedSince: 'no' }],
    ['used at the very time', {}, contextOf('Inactive', usedAt(deactivatedAt)), { usedSince: 'no' }],
    ['used after', {}, contextOf('Inactive', usedAt(after)), { usedSince: 'yes' }],
    ['last use not read', {}, contextOf('Inactive'), { usedSince: 'unknown', lastUsed: null }],
    ['Active again', {}, contextOf('Active'), { status: 'Active', usedSince: 'unknown', soaksUntil: null }],
    ['deleted', {}, contextOf(undefined), { status: 'Gone', usedSince: 'unknown', soaksUntil: null }],
    [
      'the keys of the user were not read',
      {},
      { ...contextOf('Inactive'), keys: new Map() },
      { status: 'Unknown', usedSince: 'unknown', soaksUntil: null },
    ],
    [
      'nobody knows who deactivated it, and it was used before we began',
      { state: 'unproven', deactivatedAt: undefined },
      contextOf('Inactive', usedAt(before)),
      { deactivatedAt: null, usedSince: 'no', soaksUntil: null },
    ],
    [
      'nobody knows who deactivated it, and it was used after we began',
      { state: 'unproven', deactivatedAt: undefined },
      contextOf('Inactive', usedAt(after)),
      { deactivatedAt: null, usedSince: 'unknown', soaksUntil: null },
    ],
    [
      'nobody knows who deactivated it, and it was used at the very time at which we began',
      { state: 'unproven', deactivatedAt: undefined },
      contextOf('Inactive', usedAt(aRecord().intendedAt)),
      { usedSince: 'no' },
    ],
    ['a run was interrupted', { state: 'written' }, contextOf('Inactive', null), { soaksUntil: null }],
    ['no runbook', { execution: '' }, contextOf('Inactive', null), { automationExecutionId: null }],
  ])('%s', (_, changes, context, expected) => {
    expect(keyOf(aRecord(changes), context)).toMatchObject(expected);
  });

  it('soaks for as long as is given', () => {
    const context = { ...contextOf('Inactive', null), soakDays: 30 };
    expect(keyOf(aRecord(), context)?.soaksUntil).toBe(daysAgo(-20).toISOString());
  });
});

describe('changes by others', () => {
  it.each([
    ['somebody else', { byOthers: 'bob changed it', isOursSeen: true }, 'bob changed it', 'yes'],
    ['nobody', { byOthers: undefined, isOursSeen: true }, null, 'yes'],
    ['our event has not come', { byOthers: undefined, isOursSeen: false }, null, 'no'],
    ['not read', undefined, null, 'unknown'],
  ])('%s', (_, found, changedByOthers, isDeactivationSeen) => {
    const changes: KeyContext['changes'] = new Map(found ? [[KEY, found]] : []);
    const key = keyOf(aRecord(), { ...contextOf('Inactive', null), changes });
    expect(key).toMatchObject({ changedByOthers, isDeactivationSeen });
  });
});

describe('the last use is asked for', () => {
  it.each([
    ['Inactive', 1],
    ['Active', 0],
    ['Expired', 0],
    [undefined, 0],
  ])('of a key that is %s: %s', (status, asked) => {
    expect(inactiveOnRecord([aRecord()], contextOf(status).keys)).toHaveLength(asked);
  });
});

const record = fc
  .record({
    n: fc.integer({ min: 10, max: 99 }),
    state: fc.constantFrom(...KEY_STATES),
    days: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    use: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    status: fc.constantFrom('Active', 'Inactive'),
  })
  .map(({ n, state, days, use, status }) => ({
    record: aRecord({
      key: accessKeyId(`AKIA${n}AAAAAAAEXAMPLE`),
      state,
      deactivatedAt: days === undefined ? undefined : daysAgo(days),
    }),
    status,
    use,
  }));

describe('laws', () => {
  it('used keys come first, then the latest deactivation, whatever the order of the records', () => {
    fc.assert(
      fc.property(fc.uniqueArray(record, { selector: (each) => each.record.key }), (each) => {
        const context: KeyContext = {
          soakDays: 14,
          changes: new Map(),
          names: new Map(),
          keys: new Map([
            [ALICE, each.map(({ record: { key }, status }) => ({ id: key, status, createdAt: daysAgo(99) }))],
          ]),
          lastUses: new Map(
            each.map(({ record: { key }, use }) => [key, use === undefined ? null : usedAt(daysAgo(use))]),
          ),
        };
        const records = each.map((one) => one.record);
        const keys = deactivatedKeysOf(records, context);
        expect(deactivatedKeysOf(records.toReversed(), context)).toEqual(keys);
        const used = keys.map(({ usedSince }) => usedSince === 'yes');
        expect(used).toEqual(used.toSorted().toReversed());
        for (const { usedSince, lastUsed, deactivatedAt: at } of keys) {
          if (usedSince === 'yes') expect((lastUsed?.at ?? '') > (at ?? NOW.toISOString())).toBe(true);
        }
      }),
    );
  });
});
