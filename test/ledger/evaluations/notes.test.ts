import { describe, expect, it } from 'vitest';
import {
  ANYONE,
  DELETED_USER,
  ID_PREFIX,
  noteChange,
  readChanges,
  readPending,
  removeChange,
  removePending,
  tellRule,
} from '../../../ledger/evaluations/notes.ts';
import { aLedger } from '../../support/ledger.ts';
import { NOW } from '../../support/users.ts';

const RULE = 'a-rule';

const note = (user: string, seconds = 0, nonce = user) => ({
  user,
  at: new Date(NOW.getTime() + seconds * 1_000),
  nonce,
});

describe('the notes of changed users', () => {
  it('are read the oldest first, whatever the order of the names', async () => {
    const { ledger } = aLedger();
    for (const each of [note('alice', 3), note('bob', 1), note('carol', 2)]) await noteChange(ledger, each);
    const { notes, malformed } = await readChanges(ledger);
    expect(notes.map(({ user }) => user)).toEqual(['bob', 'carol', 'alice']);
    expect(malformed).toEqual([]);
  });

  it('name a user whom nobody can name, one that was deleted, and one by its id, by what no name can be', async () => {
    const { ledger, items } = aLedger();
    const byId = `${ID_PREFIX}AIDACKCEVSQ6C2EXAMPLE`;
    for (const user of [ANYONE, DELETED_USER, byId]) await noteChange(ledger, note(user));
    expect(items().map(({ sk }) => sk)).toEqual(['!', '*', 'id:AIDACKCEVSQ6C2EXAMPLE']);
  });

  it('are removed unless the user has changed again', async () => {
    const { ledger } = aLedger();
    await noteChange(ledger, note('alice', 1, 'second'));
    await removeChange(ledger, note('alice', 0, 'first'));
    expect((await readChanges(ledger)).notes).toHaveLength(1);
    await removeChange(ledger, note('alice', 1, 'second'));
    expect((await readChanges(ledger)).notes).toEqual([]);
  });
});

describe('a note that has not the form of one', () => {
  it('without a nonce is the oldest, and stays until somebody deletes it', async () => {
    const { ledger, put } = aLedger();
    await tellRule(ledger, RULE, note('alice'));
    put({ pk: 'PENDING', sk: `${RULE}#bob`, nonce: '', at: NOW.toISOString() });
    put({ pk: 'PENDING', sk: `${RULE}#carol`, nonce: 'n', at: 'noon' });
    const { notes, malformed } = await readPending(ledger, RULE);
    expect(notes.map(({ user, nonce }) => [user, nonce])).toEqual([
      ['carol', 'n'],
      ['alice', 'alice'],
      ['bob', 'none'],
    ]);
    expect(malformed.map(({ message }) => message)).toEqual([
      expect.stringContaining('nonce: expected a text that is not empty'),
      expect.stringContaining('at: expected a time'),
    ]);
    for (const each of notes) await removePending(ledger, RULE, each);
    expect((await readPending(ledger, RULE)).notes.map(({ user }) => user)).toEqual(['bob']);
  });

  it('whose key names nobody is an error, and no note', async () => {
    const { account, ledger, put } = aLedger();
    put({ pk: 'PENDING', sk: `${RULE}#`, nonce: 'n', at: NOW.toISOString() });
    const { notes, malformed } = await readPending(ledger, RULE);
    expect(notes).toEqual([]);
    expect(malformed.map(({ message }) => message)).toEqual([
      expect.stringContaining('sk: expected the user of a note; received "a-rule#"'),
    ]);
    account.faults.add(() => ({ kind: 'answer', output: { Items: [{ pk: { S: 'PENDING' } }] } }));
    expect(await readPending(ledger, RULE)).toMatchObject({ notes: [], malformed: [{ sk: undefined }] });
  });
});
