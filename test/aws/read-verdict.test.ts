import { describe, expect, it } from 'vitest';
import { readUncheckedVerdict, readVerdict } from '../../aws/read-verdict.ts';
import { userId, userName } from '../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { beforeCall } from '../support/remediation.ts';
import { addUser, deployed } from '../support/rule.ts';
import { NOW } from '../support/users.ts';

type Change = (backdoor: SandboxAccount['backdoor']) => void;

/** Reads the verdict on alice, who has a number of active keys; returns the calls, too. */
async function readAlice(
  keys: number,
  {
    before,
    change,
    read = readVerdict,
  }: { before?: string; change?: Change; read?: typeof readVerdict } = {},
) {
  const { account } = deployed();
  const alice = addUser(account, 'alice', keys);
  if (before) beforeCall(account, before, () => change?.(account.backdoor));
  const { iam } = account.connect({ principal: 'one-active-key-rule' });
  const user = { userName: userName('alice'), userId: userId(alice.userId) };
  const reading = await read(iam, user, { policy: DEFAULT_POLICY, now: NOW });
  return { reading, ids: alice.keys, calls: account.calls.map(({ operation }) => operation) };
}

describe('the data that a verdict needs', () => {
  it('one active key: the keys only, if the caller checks the name', async () => {
    const { reading, ids, calls } = await readAlice(1, { read: readUncheckedVerdict });
    const keys = ids.map((id) => expect.objectContaining({ id, status: 'Active' }));
    const verdict = { complianceType: 'COMPLIANT', situation: 'AtMostOneActiveKey', activeKeys: 1 };
    expect(reading).toEqual({
      kind: 'judged',
      verdict,
      keys,
      activeKeys: [],
      tags: new Map(),
      isNameChecked: false,
    });
    expect(calls).toEqual(['ListAccessKeys']);
  });

  it('one active key: the keys, then the name', async () => {
    const { reading, calls } = await readAlice(1);
    expect(reading).toMatchObject({ kind: 'judged', isNameChecked: true });
    expect(calls).toEqual(['ListAccessKeys', 'GetUser']);
  });

  it('two active keys: the keys, their last uses and the tags', async () => {
    const { reading, ids, calls } = await readAlice(2);
    const keys = ids.map((id) => expect.objectContaining({ id, status: 'Active' }));
    const activeKeys = [
      expect.objectContaining({ id: ids[0], lastUse: expect.objectContaining({ service: 's3' }) }),
      expect.objectContaining({ id: ids[1], lastUse: null }),
    ];
    const verdict = expect.objectContaining({ situation: 'SurplusKeys', activeKeys: 2 });
    expect(reading).toEqual({
      kind: 'judged',
      verdict,
      keys,
      activeKeys,
      tags: new Map(),
      isNameChecked: true,
    });
    expect(calls).toEqual(['ListAccessKeys', 'GetUser', 'GetAccessKeyLastUsed', 'GetAccessKeyLastUsed']);
  });

  const changes: [string, Change][] = [
    ['is deleted', (backdoor) => backdoor.deleteUser('alice')],
    ['is renamed', (backdoor) => backdoor.renameUser('alice', 'alice.smith')],
    [
      'is renamed, and another user takes the name',
      (backdoor) => {
        backdoor.renameUser('alice', 'alice.smith');
        backdoor.createUser({ userName: 'alice' });
      },
    ],
  ];
  describe.each(changes)('the user %s', (_title, change) => {
    it('between the keys and the tags: vanished, and no last use is read', async () => {
      const { reading, calls } = await readAlice(2, { before: 'GetUser', change });
      expect(reading).toEqual({ kind: 'vanished' });
      expect(calls).toEqual(['ListAccessKeys', 'GetUser']);
    });

    it('before the keys: vanished', async () => {
      expect((await readAlice(2, { before: 'ListAccessKeys', change })).reading).toEqual({
        kind: 'vanished',
      });
    });
  });
});
