import { describe, expect, it } from 'vitest';
import { readInventory } from '../../../bin/inventory/read-inventory.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { ledgerOf } from '../../support/ledger.ts';
import { deactivate, EXECUTION } from '../../support/remediation.ts';
import { addUser, callCounts, deployed } from '../../support/rule.ts';

function read(account: SandboxAccount, signal = new AbortController().signal) {
  const { iam } = account.connect({ principal: 'somebody' });
  return readInventory({
    iam,
    ledger: ledgerOf(account),
    account: { accountId: account.accountId, accountAlias: null, accountName: null },
    policy: DEFAULT_POLICY,
    now: account.clock.now(),
    signal,
    onProgress: () => {},
  });
}

describe('the records of the ledger', () => {
  it('are with their users', async () => {
    const { account } = deployed();
    const [alice, bob] = ['alice', 'bob'].map((name) => addUser(account, name, 2));
    addUser(account, 'carol', 1);
    for (const user of [alice, bob]) await deactivate(account, `${user?.userId}`);
    const { users, accounts } = await read(account);
    const recordOf = (user: typeof alice) => ({
      accessKeyId: user?.keys[1],
      state: 'done',
      deactivatedAt: expect.stringMatching(/^20.+Z$/),
      record: `done kept=${user?.keys[0]} execution=${EXECUTION}`,
    });
    expect(accounts).toMatchObject([{ readsLedger: true }]);
    expect(users.map(({ userName, deactivations }) => [userName, deactivations])).toEqual([
      ['alice', [recordOf(alice)]],
      ['bob', [recordOf(bob)]],
      ['carol', []],
    ]);
  });

  it('are read once for all users', async () => {
    const { account } = deployed();
    for (let n = 0; n < 20; n += 1) addUser(account, `user-${n}`, 1);
    await read(account);
    expect(callCounts(account)).toMatchObject({ Query: 1 });
  });

  it('of an interrupted reading are said to be missing', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    const interruption = new AbortController();
    account.faults.add(({ operation }) => {
      if (operation !== 'Query') return undefined;
      interruption.abort();
      return { kind: 'hang' };
    });
    expect(await read(account, interruption.signal)).toMatchObject({
      isComplete: false,
      accounts: [{ isComplete: false, readsLedger: false }],
    });
  });
});
