import { describe, expect, it } from 'vitest';
import type { KeptRun } from '../../../../bin/commands/history/parse-receipt.ts';
import { reconcile } from '../../../../bin/commands/history/reconcile.ts';
import type { KeyRecord } from '../../../../ledger/key-records.ts';
import { userId } from '../../../../policy/identifiers.ts';
import { aRecord, aRun, daysAgo, EXECUTION, KEPT, KEY, NOW } from './histories.ts';

/** A run and a record of the same deactivation. */
const THE_RUN: Partial<KeptRun> = { at: daysAgo(10) };

const reconciled = (
  runs: readonly Partial<KeptRun>[],
  records: readonly Partial<KeyRecord>[],
  since: Date | undefined = undefined,
) =>
  reconcile({
    runs: runs.map((run) => aRun(run)),
    records: records.map((record) => aRecord(record)),
    since,
    now: NOW,
  });

const kindsOf = (...args: Parameters<typeof reconciled>) => reconciled(...args).map(({ what }) => what);

describe('a record without the receipt of its deactivation', () => {
  it('is named with its key, day and execution', () => {
    expect(reconciled([], [{}])).toEqual([
      {
        what: 'receipt',
        which: KEY,
        reason:
          `the deactivation of ${KEY} on 2026-11-11T09:00Z, execution ${EXECUTION}: the ledger has no receipt of it that can be read; ` +
          'the log of the function may have it',
      },
    ]);
  });

  it.each<[string, Partial<KeptRun>, Partial<KeyRecord>]>([
    ['the receipt of another key', { accessKeyIds: [KEPT] }, {}],
    ['the receipt of another execution', { execution: '' }, {}],
    ['the receipt of another user', { userId: userId('AIDAMALLORY00EXAMPLE') }, {}],
    ['the receipt of an earlier deactivation', { at: daysAgo(20) }, {}],
    ['a receipt of a refusal', { outcome: 'Refused', accessKeyIds: [] }, {}],
    ['a key under an undo', { accessKeyIds: [] }, { state: 'undoing' }],
    ['a key under a deletion', { accessKeyIds: [] }, { state: 'deleting' }],
    ['a key that we deleted', { accessKeyIds: [] }, { state: 'deleted' }],
    ['a key that somebody else deleted', { accessKeyIds: [] }, { state: 'gone' }],
    ['no execution', { accessKeyIds: [] }, { execution: '' }],
  ])('%s', (_, run, record) => {
    expect(kindsOf([{ ...THE_RUN, ...run }], [record])).toContain('receipt');
  });

  it('a key that a later run gave back', () => {
    const undo = { outcome: 'Reactivated', at: daysAgo(9) };
    expect(kindsOf([undo], [{ state: 'undone' }])).toEqual(['receipt']);
    expect(kindsOf([THE_RUN, undo], [{ state: 'undone' }])).toEqual([]);
  });

  it.each<[string, Partial<KeyRecord>]>([
    ['a run that is about to write', { state: 'intended', deactivatedAt: undefined }],
    ['a run that was interrupted', { state: 'written' }],
    ['nobody can tell who deactivated the key', { state: 'unproven', deactivatedAt: undefined }],
    ['the run took its deactivation back, and ended with an error', { state: 'undone' }],
    [
      'a forced undo of a key of somebody else',
      { state: 'undoing', deactivatedAt: undefined, survivor: undefined },
    ],
    ['a run that has not kept its receipt yet', { deactivatedAt: new Date(NOW.getTime() - 599_999) }],
  ])('none is expected: %s', (_, record) => {
    expect(reconciled([], [record])).toEqual([]);
  });

  it('none is expected before the period', () => {
    expect(kindsOf([], [{}], daysAgo(10))).toEqual(['receipt']);
    expect(kindsOf([], [{}], daysAgo(9))).toEqual([]);
  });
});

describe('a receipt of a deactivation without the record of its key', () => {
  it('is named with its key, day and execution', () => {
    expect(reconciled([THE_RUN], [])).toEqual([
      {
        what: 'record',
        which: KEY,
        reason:
          `the deactivation of ${KEY} on 2026-11-11T09:00Z, execution ${EXECUTION}: the ledger has no record of the key that can be ` +
          'read, so it is not among the keys on record',
      },
    ]);
  });

  it.each(['Reactivated', 'Deleted'])('none is expected after a later run: %s', (outcome) => {
    expect(reconciled([THE_RUN, { outcome, at: daysAgo(9) }], [])).toEqual([]);
    expect(kindsOf([THE_RUN, { outcome, at: daysAgo(11) }], [])).toEqual(['record']);
  });

  it.each(['Noticed', 'Refused', 'Reactivated'])('none is expected of the outcome %s', (outcome) => {
    expect(reconciled([{ ...THE_RUN, outcome }], [])).toEqual([]);
  });

  it('none is expected before the period', () => {
    expect(kindsOf([THE_RUN], [], daysAgo(10))).toEqual(['record']);
    expect(kindsOf([THE_RUN], [], daysAgo(9))).toEqual([]);
  });

  it.each(['undone', 'deleted', 'gone', 'intended', 'done'] as const)('a record %s is one', (state) => {
    expect(kindsOf([THE_RUN], [{ state }])).toEqual([]);
  });
});

it('a key that was given back and deactivated again has the record of its last deactivation only', () => {
  const runs = [
    { at: daysAgo(32), execution: 'first' },
    { at: daysAgo(31), outcome: 'Reactivated', execution: 'second' },
    { at: daysAgo(10) },
  ];
  expect(reconciled(runs, [{}])).toEqual([]);
});
