import { describe, expect, it } from 'vitest';
import { readVerdict } from '../../aws/read-verdict.ts';
import { userId, userName } from '../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { beforeCall } from '../support/remediation.ts';
import { addUser, deployed } from '../support/rule.ts';
import { NOW } from '../support/users.ts';

/** Reads the verdict on alice, who has a number of active keys; returns the calls, too. */
async function readAlice(keys: number, { deletedBefore }: { readonly deletedBefore?: string } = {}) {
  const { account } = deployed();
  const alice = addUser(account, 'alice', keys);
  if (deletedBefore) beforeCall(account, deletedBefore, () => account.backdoor.deleteUser('alice'));
  const { iam } = account.connect({ principal: 'one-active-key-rule' });
  const user = { userName: userName('alice'), userId: userId(alice.userId) };
  const reading = await readVerdict(iam, user, { policy: DEFAULT_POLICY, now: NOW });
  return { reading, ids: alice.keys, calls: account.calls.map(({ operation }) => operation) };
}

describe('the data that a verdict needs', () => {
  it('one active key: the keys only', async () => {
    const { reading, ids, calls } = await readAlice(1);
    const keys = ids.map((id) => expect.objectContaining({ id, status: 'Active' }));
    const verdict = { complianceType: 'COMPLIANT', situation: 'AtMostOneActiveKey', activeKeys: 1 };
    expect(reading).toEqual({ kind: 'judged', verdict, keys, activeKeys: [], tags: new Map() });
    expect(calls).toEqual(['ListAccessKeys']);
  });

  it('two active keys: the keys, their last uses and the tags', async () => {
    const { reading, ids, calls } = await readAlice(2);
    const keys = ids.map((id) => expect.objectContaining({ id, status: 'Active' }));
    const activeKeys = [
      expect.objectContaining({ id: ids[0], lastUse: expect.objectContaining({ service: 's3' }) }),
      expect.objectContaining({ id: ids[1], lastUse: null }),
    ];
    const verdict = expect.objectContaining({ situation: 'SurplusKeys', activeKeys: 2 });
    expect(reading).toEqual({ kind: 'judged', verdict, keys, activeKeys, tags: new Map() });
    expect(calls).toEqual(['ListAccessKeys', 'ListUserTags', 'GetAccessKeyLastUsed', 'GetAccessKeyLastUsed']);
  });

  it.each([
    ['ListAccessKeys', ['ListAccessKeys']],
    ['ListUserTags', ['ListAccessKeys', 'ListUserTags']],
  ])(
    'the user is deleted before %s: gone, and no further call is made',
    async (deletedBefore, expectedCalls) => {
      const { reading, calls } = await readAlice(2, { deletedBefore });
      expect(reading).toEqual({ kind: 'gone' });
      expect(calls).toEqual(expectedCalls);
    },
  );
});
