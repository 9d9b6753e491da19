import { describe, expect, it } from 'vitest';
import { populate } from '../../../bench/account.ts';
import { readCompliance } from '../../../bin/inventory/read-compliance.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import { createSandboxAccount, type SandboxAccount } from '../../../sandbox/account.ts';
import { beforeCall, failCall } from '../../support/remediation.ts';
import { addUser, deployed } from '../../support/rule.ts';

const read = (account: SandboxAccount) => {
  const { iam } = account.connect({ principal: 'somebody' });
  const options = { iam, signal: new AbortController().signal, onProgress: () => {} };
  return readCompliance(options, { policy: DEFAULT_POLICY, now: account.clock.now() });
};

function aliceAndCarol() {
  const { account } = deployed();
  addUser(account, 'alice', 1);
  addUser(account, 'carol', 2);
  return account;
}

describe('the calls', () => {
  it.each([
    { users: 1, share: 0 },
    { users: 30, share: 1 / 3 },
    { users: 1_000, share: 0.01 },
    { users: 1_001, share: 1 },
  ])('of $users users, of whom $share have two active keys', async ({ users, share }) => {
    const account = createSandboxAccount();
    populate(account, users, share);
    await read(account);
    const withTwo = Math.ceil(users * share);
    expect(account.calls).toHaveLength(users + 2 * Math.ceil(users / 1_000) + withTwo + 2 * withTwo);
  });
});

describe('between the two listings', () => {
  it('a user that is renamed is judged under the new name', async () => {
    const account = aliceAndCarol();
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('carol', 'a'));
    expect(await read(account)).toMatchObject({
      users: [{ userName: 'a' }],
      failures: [],
      summary: { users: 2 },
    });
  });

  it.each([
    ['first', 1],
    ['second', 2],
  ])('the %s listing is empty: everybody is judged', async (_title, n) => {
    const account = aliceAndCarol();
    failCall(account, 'ListUsers', { kind: 'answer', output: { Users: [], IsTruncated: false } }, { n });
    expect(await read(account)).toMatchObject({ users: [{ userName: 'carol' }], summary: { users: 2 } });
  });

  it.each([
    ['ListAccessKeys', 1],
    ['ListAccessKeys', 2],
    ['GetUser', 1],
    ['ListUsers', 2],
  ])('two users swap names before %s %i: the violator is still one', async (operation, n) => {
    const account = aliceAndCarol();
    beforeCall(account, operation, () => swap(account), n);
    expect(await read(account)).toMatchObject({ users: [{ userName: 'alice' }], summary: { users: 2 } });
  });

  it('the second listing fails: no result, since nothing confirms whose keys were read', async () => {
    const account = aliceAndCarol();
    failCall(account, 'ListUsers', { kind: 'deny' }, { n: 2, andAfter: true });
    await expect(read(account)).rejects.toThrow('not authorized to perform: iam:ListUsers');
  });
});

function swap({ backdoor }: SandboxAccount): void {
  backdoor.renameUser('alice', 'x');
  backdoor.renameUser('carol', 'alice');
  backdoor.renameUser('x', 'carol');
}
