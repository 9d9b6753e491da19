import { describe, expect, it } from 'vitest';
import {
  keepMessage,
  malformedMessage,
  readMessages,
  removeMessage,
  type WaitingMessage,
} from '../../ledger/messages.ts';
import { aLedger } from '../support/ledger.ts';
import { NOW } from '../support/users.ts';

const waiting = (seconds: number): WaitingMessage => ({
  at: new Date(NOW.getTime() + seconds * 1_000),
  nonce: `nonce-${seconds}`,
  message: `{"n":${seconds}}`,
});

describe('the messages that wait for a digest', () => {
  it('are read as they were kept, the oldest first', async () => {
    const { ledger, items } = aLedger();
    for (const seconds of [2, 1]) await keepMessage(ledger, waiting(seconds));
    expect(await readMessages(ledger)).toEqual({ waiting: [waiting(1), waiting(2)], malformed: [] });
    expect(items()).toContainEqual({
      pk: 'MESSAGE',
      sk: '2026-11-21T12:00:01.000Z#nonce-1',
      nonce: 'nonce-1',
      message: '{"n":1}',
      // 30 days after 2026-11-21T12:00:01Z.
      expiresAt: '1797854401',
    });
  });

  it('are kept once, also if the answer was lost', async () => {
    const { account, ledger } = aLedger();
    const stop = account.faults.add(({ operation }) =>
      operation === 'PutItem' ? { kind: 'fail', applied: true } : undefined,
    );
    await expect(keepMessage(ledger, waiting(1))).rejects.toThrow('could not write the ledger');
    stop();
    await keepMessage(ledger, waiting(1));
    expect((await readMessages(ledger)).waiting).toEqual([waiting(1)]);
  });

  it('are removed one by one, also twice', async () => {
    const { ledger } = aLedger();
    for (const seconds of [1, 2]) await keepMessage(ledger, waiting(seconds));
    for (const _ of [1, 2]) await removeMessage(ledger, waiting(1));
    expect((await readMessages(ledger)).waiting).toEqual([waiting(2)]);
  });

  it('whose text is none have an error that shows the text', () => {
    const { message } = malformedMessage(waiting(1), 'a message as JSON');
    expect(message).toContain(
      'item pk="MESSAGE" sk="2026-11-21T12:00:01.000Z#nonce-1" of the ledger, message: expected a message as JSON; received "{',
    );
  });

  const NO_KEY = 'sk: expected a time and a nonce, time#nonce; received';
  it.each([
    ['a key without a nonce', { sk: '2026-11-21T12:00:01.000Z', nonce: 'x', message: '{}' }, NO_KEY],
    ['a key with more', { sk: '2026-11-21T12:00:01.000Z#x#y', nonce: 'x', message: '{}' }, NO_KEY],
    ['a key without a time', { sk: 'noon#x', nonce: 'x', message: '{}' }, NO_KEY],
    ['no nonce', { sk: '2026-11-21T12:00:01.000Z#x', message: '{}' }, 'nonce: expected'],
    ['no text', { sk: '2026-11-21T12:00:01.000Z#x', nonce: 'x' }, 'message: expected'],
  ])('an item with %s is an error that hides no other', async (_, item, problem) => {
    const { ledger, put } = aLedger();
    await keepMessage(ledger, waiting(1));
    put({ pk: 'MESSAGE', ...item });
    const read = await readMessages(ledger);
    expect(read.waiting).toEqual([waiting(1)]);
    expect(read.malformed.map(({ message }) => message)).toEqual([expect.stringContaining(problem)]);
  });
});
