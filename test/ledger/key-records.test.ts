import { describe, expect, it } from 'vitest';
import {
  hasEnded,
  isOpen,
  KEY_STATES,
  type KeyRecord,
  readAllKeyRecords,
  readKeyRecords,
  writeKeyRecord,
} from '../../ledger/key-records.ts';
import { accessKeyId, userId } from '../../policy/identifiers.ts';
import { aLedger, putItem } from '../support/ledger.ts';
import { KEY, NOW } from '../support/users.ts';

const USER = userId('AIDACKCEVSQ6C2EXAMPLE');

const record = (nonce: string, changes: Partial<KeyRecord> = {}): KeyRecord => ({
  userId: USER,
  key: KEY.a,
  state: 'done',
  nonce,
  intendedAt: new Date(NOW.getTime() - 2_000),
  changedAt: NOW,
  deactivatedAt: new Date(NOW.getTime() - 1_000),
  survivor: KEY.b,
  execution: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950',
  ...changes,
});

describe('the record of a key', () => {
  it.each<[string, Partial<KeyRecord>]>([
    ['with everything', {}],
    [
      'of a forced undo: without a deactivation of ours',
      { state: 'undoing', deactivatedAt: undefined, survivor: undefined, execution: '' },
    ],
  ])('%s is read as it was written', async (_, changes) => {
    const { ledger } = aLedger();
    await writeKeyRecord(ledger, record('a', changes));
    expect(await readKeyRecords(ledger, USER)).toEqual([record('a', changes)]);
  });

  it('is one item, whose layout is documented', async () => {
    const { ledger, items } = aLedger();
    await writeKeyRecord(ledger, record('a'));
    expect(items()).toEqual([
      {
        pk: 'KEY',
        sk: `${USER}#${KEY.a}`,
        state: 'done',
        nonce: 'a',
        intendedAt: '2026-11-21T11:59:58.000Z',
        changedAt: '2026-11-21T12:00:00.000Z',
        deactivatedAt: '2026-11-21T11:59:59.000Z',
        kept: KEY.b,
        execution: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950',
      },
    ]);
  });

  it('of other users, and of a user whose id begins like this one, are not read', async () => {
    const { ledger } = aLedger();
    for (const other of [userId(`${USER}X`), userId('AIDAOTHERXXXXXEXAMPLE')]) {
      await writeKeyRecord(ledger, record('a', { userId: other }));
    }
    expect(await readKeyRecords(ledger, USER)).toEqual([]);
    expect((await readAllKeyRecords(ledger)).records).toHaveLength(2);
  });

  it.each([
    ['follows the one that was read', 'a', true],
    ['does not follow another one', 'other', false],
  ])('%s', async (_, existing, isWritten) => {
    const { ledger } = aLedger();
    await writeKeyRecord(ledger, record(existing));
    const write = writeKeyRecord(ledger, record('b', { state: 'undone' }), record('a'));
    if (isWritten) await write;
    else
      await expect(write).rejects.toThrow(`the record of the key ${KEY.a} of the user ${USER} was changed`);
    expect((await readKeyRecords(ledger, USER))[0]?.nonce).toBe(isWritten ? 'b' : existing);
  });

  it.each([
    ['written without the one that exists', undefined],
    ['written after one that was deleted', record('a')],
  ])('%s: refused', async (_, previous) => {
    const { ledger } = aLedger();
    if (!previous) await writeKeyRecord(ledger, record('a'));
    await expect(writeKeyRecord(ledger, record('b'), previous)).rejects.toThrow(
      'was changed during this run',
    );
  });

  it('whose first write took effect without an answer is written once', async () => {
    const { account, ledger } = aLedger();
    await writeKeyRecord(ledger, record('a'));
    let faults = 1;
    account.faults.add(() => (faults-- > 0 ? { kind: 'reset', applied: true } : undefined));
    await writeKeyRecord(ledger, record('b', { state: 'undone' }), record('a'));
    expect(await readKeyRecords(ledger, USER)).toEqual([record('b', { state: 'undone' })]);
  });

  it('is read in pages', async () => {
    const { account, ledger } = aLedger();
    const keys = Array.from({ length: 2_000 }, (_, n) => accessKeyId(`AKIA${String(n).padStart(12, '0')}`));
    const padding = 'x'.repeat(1_000);
    for (const key of keys) {
      const { state, nonce, execution, survivor: kept = '' } = record('a');
      const times = { intendedAt: NOW, changedAt: NOW, deactivatedAt: NOW };
      const texts = Object.entries(times).map(([name, at]) => [name, at.toISOString()]);
      putItem(account, {
        pk: 'KEY',
        sk: `${USER}#${key}`,
        padding,
        state,
        nonce,
        execution,
        kept,
        ...Object.fromEntries(texts),
      });
    }
    expect((await readKeyRecords(ledger, USER)).map(({ key }) => key)).toEqual(keys);
    expect(account.calls.length).toBeGreaterThan(1);
  });
});

describe('an item that is no record', () => {
  const item = {
    pk: 'KEY',
    sk: `${USER}#${KEY.a}`,
    nonce: 'a',
    state: 'intended',
    intendedAt: NOW.toISOString(),
    changedAt: NOW.toISOString(),
    deactivatedAt: '',
    kept: '',
    execution: '',
  };
  const without = (name: keyof typeof item) =>
    Object.fromEntries(Object.entries(item).filter(([each]) => each !== name));
  const CASES: readonly (readonly [string, Record<string, string>, string])[] = [
    ['an unknown state', { ...item, state: 'Done' }, 'state: expected one of intended, written, done'],
    ['no state', without('state'), 'received nothing'],
    ['no nonce', without('nonce'), 'nonce: expected a text that is not empty'],
    ['a time in another form', { ...item, intendedAt: '2026-11-21' }, 'intendedAt: expected a time like'],
    ['a time of another zone', { ...item, changedAt: '2026-11-21T12:00:00+01:00' }, 'changedAt: expected'],
    ['no time of the deactivation', without('deactivatedAt'), 'deactivatedAt: expected a text'],
    ...(['written', 'done', 'deleting', 'deleted'] as const).map(
      (state) =>
        [`${state}, but not when`, { ...item, state }, 'deactivatedAt: expected a time like'] as const,
    ),
    ['a kept key that is none', { ...item, kept: 'AKIA1' }, 'kept: expected the id of an access key'],
    [
      'an execution with a line break, which a message would show',
      { ...item, execution: 'a\nb' },
      'execution: expected at most 64 letters, digits and hyphens; received "a\\nb"',
    ],
  ];
  it.each(CASES)('%s: an error that names the item', async (_, malformed, message) => {
    const { ledger, put } = aLedger();
    put(malformed);
    await expect(readKeyRecords(ledger, USER)).rejects.toThrow(message);
    await expect(readKeyRecords(ledger, USER)).rejects.toThrow(`item pk="KEY" sk="${USER}#${KEY.a}"`);
  });

  it.each([`${USER}#${KEY.a}#x`, `${USER}#`, `#${KEY.a}`, KEY.a, `alice#${KEY.a}`])(
    'with the key %s does not hide the records of others',
    async (sk) => {
      const { ledger, put } = aLedger();
      await writeKeyRecord(ledger, record('a', { userId: userId('AIDAOTHERXXXXXEXAMPLE') }));
      put({ ...item, sk });
      const { records, malformed } = await readAllKeyRecords(ledger);
      expect(records).toHaveLength(1);
      expect(malformed.map(({ message }) => message)).toEqual([
        expect.stringContaining('sk: expected the ids of a user and of an access key, AIDA…#AKIA…'),
      ]);
    },
  );
});

describe('the states', () => {
  it.each([
    ['open: a run may have been interrupted', isOpen, ['intended', 'written', 'undoing', 'deleting']],
    ['ended: nothing remains to be done', hasEnded, ['undone', 'deleted', 'gone']],
  ])('%s', (_, matches, expected) => {
    expect(KEY_STATES.filter((state) => matches(record('a', { state })))).toEqual(expected);
  });
});
