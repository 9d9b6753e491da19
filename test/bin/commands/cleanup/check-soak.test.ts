import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSoak } from '../../../../bin/commands/cleanup/check-soak.ts';
import {
  type NamedKey,
  usersOfDecisions,
  usersOfReceipts,
} from '../../../../bin/commands/cleanup/named-keys.ts';
import { KEY_STATES, type KeyRecord } from '../../../../ledger/key-records.ts';
import { accessKeyId, userId } from '../../../../policy/identifiers.ts';
import { aRow, NEW, OLD, placed } from '../../decisions/rows.ts';

const NOW = new Date('2026-11-21T09:00:00.000Z');

const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

/** The record of a key that was deactivated 20 days ago. */
function aRecord(changes: Partial<KeyRecord> = {}): KeyRecord {
  return {
    userId: userId('AIDAALICE0000EXAMPLE'),
    key: accessKeyId(OLD),
    survivor: accessKeyId(NEW),
    state: 'done',
    nonce: 'n',
    intendedAt: daysAgo(20),
    changedAt: daysAgo(20),
    deactivatedAt: daysAgo(20),
    execution: 'e1',
    ...changes,
  };
}

const alice = (...keys: NamedKey[]) => ({ userName: 'alice', userId: 'AIDAALICE0000EXAMPLE', keys });

const SOAK = { soakDays: 14, now: NOW };

const OTHER = accessKeyId('AKIAOTHER0000EXAMPLE');

describe('the keys of a file, against the ledger', () => {
  it.each<readonly [string, readonly NamedKey[], readonly KeyRecord[], object]>([
    [
      'a key whose soak is over',
      [{ accessKeyId: OLD }],
      [aRecord()],
      { kind: 'delete', accessKeyIds: [OLD] },
    ],
    ['as the decision was', [{ accessKeyId: OLD, survivor: NEW }], [aRecord()], { kind: 'delete' }],
    ['as the receipt says', [{ accessKeyId: OLD, execution: 'e1' }], [aRecord()], { kind: 'delete' }],
    [
      'at the end of the soak',
      [{ accessKeyId: OLD }],
      [aRecord({ deactivatedAt: daysAgo(14) })],
      { kind: 'delete' },
    ],
    [
      'a key that soaks',
      [{ accessKeyId: OLD }],
      [aRecord({ deactivatedAt: daysAgo(13.5) })],
      { kind: 'nothing', reason: `${OLD} soaks until 2026-11-21T21:00Z.` },
    ],
    [
      'a deleted key',
      [{ accessKeyId: OLD }],
      [aRecord({ state: 'deleted' })],
      { kind: 'nothing', reason: `${OLD} is deleted already.` },
    ],
    ['a key that is gone', [{ accessKeyId: OLD }], [aRecord({ state: 'gone' })], { kind: 'nothing' }],
    [
      'a key without a record',
      [{ accessKeyId: OLD }],
      [],
      { kind: 'refused', reason: `the ledger has no record of ${OLD}.` },
    ],
    [
      'two keys without a record, one of them named twice',
      [{ accessKeyId: OLD }, { accessKeyId: OTHER }, { accessKeyId: OLD }],
      [],
      { reason: `the ledger has no record of ${OLD}; the ledger has no record of ${OTHER}.` },
    ],
    [
      'a key that was reactivated',
      [{ accessKeyId: OLD }],
      [aRecord({ state: 'undone' })],
      { kind: 'refused', reason: `the ledger has ${OLD} as undone.` },
    ],
    [
      'another key stayed',
      [{ accessKeyId: OLD, survivor: OTHER }],
      [aRecord()],
      {
        kind: 'refused',
        reason: `the runbook would delete ${OLD}, which the ledger has as deactivated by execution e1, with ${NEW} as the key that stayed; the file says otherwise.`,
      },
    ],
    [
      'another execution deactivated it',
      [{ accessKeyId: OLD, execution: '' }],
      [aRecord()],
      { kind: 'refused' },
    ],
    [
      'another execution deactivated it, and it soaks',
      [{ accessKeyId: OLD, execution: 'e2' }],
      [aRecord({ deactivatedAt: daysAgo(1) })],
      { kind: 'refused' },
    ],
    [
      'one more key is due',
      [{ accessKeyId: OLD }],
      [aRecord(), aRecord({ key: OTHER })],
      { kind: 'refused', reason: expect.stringContaining(`would delete ${OTHER}`) },
    ],
    [
      'one more key soaks',
      [{ accessKeyId: OLD }],
      [aRecord(), aRecord({ key: OTHER, deactivatedAt: daysAgo(1) })],
      { kind: 'delete', accessKeyIds: [OLD] },
    ],
    [
      'a key that is due, and one without a record',
      [{ accessKeyId: OLD }, { accessKeyId: OTHER }],
      [aRecord()],
      { kind: 'delete', accessKeyIds: [OLD] },
    ],
  ])('%s', (_, keys, records, action) => {
    expect(checkSoak(alice(...keys), records, SOAK)).toMatchObject(action);
  });

  it('whatever a file says: the runbook is started only if every key that it would delete is in the file', () => {
    const id = fc.constantFrom(accessKeyId(OLD), accessKeyId(NEW), OTHER);
    const record = fc.record({
      key: id,
      survivor: fc.option(id, { nil: undefined }),
      state: fc.constantFrom(...KEY_STATES),
      deactivatedAt: fc.option(fc.integer({ min: 0, max: 30 }).map(daysAgo), { nil: undefined }),
      execution: fc.constantFrom('', 'e1', 'e2'),
    });
    const records = fc.uniqueArray(record.map(aRecord), { selector: ({ key }) => key });
    const named = fc.array(
      fc.record(
        { accessKeyId: id, survivor: id, execution: fc.constantFrom('e1', 'e2') },
        { requiredKeys: ['accessKeyId'] },
      ),
    );
    fc.assert(
      fc.property(records, named, (known, keys) => {
        const action = checkSoak(alice(...keys), known, SOAK);
        const due = known.filter(
          ({ state, deactivatedAt }) => state === 'done' && deactivatedAt && deactivatedAt <= daysAgo(14),
        );
        if (action.kind !== 'delete') return;
        expect(action.accessKeyIds).toEqual(due.map(({ key }) => key));
        for (const each of due) {
          const agreeing = keys.filter(
            ({ accessKeyId, survivor = each.survivor, execution = each.execution }) =>
              accessKeyId === each.key && survivor === each.survivor && execution === each.execution,
          );
          expect(agreeing).not.toEqual([]);
        }
      }),
    );
  });
});

describe('the keys that a file names', () => {
  it('decisions: all keys of a row but the one to keep, of rows with this decision only', () => {
    const rows = [
      aRow({ keep: ` ${NEW}` }),
      aRow({ userName: 'undecided' }),
      aRow({ userName: 'exempt', exemptUntil: '2026-12-31' }),
      aRow({ userName: 'both', keep: NEW, exemptUntil: '2026-12-31' }),
      aRow({ userName: 'elsewhere', keep: NEW, accountId: '444455556666' }),
      aRow({ userName: 'wrong', keep: 'yes' }),
    ];
    expect(usersOfDecisions(rows.map(placed), '111122223333')).toEqual([
      alice({ accessKeyId: OLD, survivor: NEW }),
    ]);
  });

  it('receipts: by user, with their executions', () => {
    const { keys: _, ...user } = alice();
    const keys = [
      { ...user, accessKeyId: OLD, automationExecutionId: 'e1' },
      { ...user, accessKeyId: NEW },
    ];
    expect(usersOfReceipts(keys)).toEqual([
      alice({ accessKeyId: OLD, execution: 'e1' }, { accessKeyId: NEW, execution: '' }),
    ]);
  });
});
