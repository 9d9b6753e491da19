import { describe, expect, it } from 'vitest';
import { readCompliance } from '../bin/inventory/read-compliance.ts';
import { readInventory } from '../bin/inventory/read-inventory.ts';
import { DEFAULT_POLICY } from '../policy/parameters.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import {
  beforeCall,
  deactivate,
  deleteDeactivated,
  EXECUTION,
  reactivate,
  runDailyPass,
  withDeactivatedKey,
} from './support/remediation.ts';
import { addUser, dashboard, deployed, evaluate } from './support/rule.ts';

const ERRORS = ['AccessDenied', 'NoSuchEntity'] as const;

/**
 * An account in which alice has two active keys; the second is deleted before the n-th look at a last use.
 */
function keyDeletedBeforeLastUse(unknownKeyError: (typeof ERRORS)[number], n: number) {
  const { account } = deployed({ account: { unknownKeyError } });
  const alice = addUser(account, 'alice', 2);
  beforeCall(account, 'GetAccessKeyLastUsed', () => account.backdoor.deleteAccessKey(alice.keys[1] ?? ''), n);
  return { account, alice };
}

const optionsOf = (account: SandboxAccount) => ({
  iam: account.connect({ principal: 'somebody' }).iam,
  signal: new AbortController().signal,
  onProgress: () => {},
});

describe.each(ERRORS)('a key is deleted, and AWS answers %s for its last use', (error) => {
  describe.each([1, 2])('before look %i', (n) => {
    it('rule: the user is judged afresh', async () => {
      const { account } = keyDeletedBeforeLastUse(error, n);
      expect(await evaluate(account)).toBeUndefined();
      expect(dashboard(account)).toEqual({ alice: 'COMPLIANT' });
    });

    it('remediation: there is nothing to do', async () => {
      const { account, alice } = keyDeletedBeforeLastUse(error, n);
      expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'NothingToDo' });
    });

    it('command line: the user complies, and is no failure', async () => {
      const { account } = keyDeletedBeforeLastUse(error, n);
      const compliance = await readCompliance(optionsOf(account), {
        policy: DEFAULT_POLICY,
        now: account.clock.now(),
      });
      expect(compliance).toMatchObject({ users: [], failures: [], summary: { users: 1 } });
    });
  });

  it('command line: an inactive key is deleted before its last use is read', async () => {
    const { account } = deployed({ account: { unknownKeyError: error } });
    const alice = addUser(account, 'alice', 3);
    account.backdoor.setKeyStatus(alice.keys[2] ?? '', 'Inactive');
    beforeCall(
      account,
      'GetAccessKeyLastUsed',
      () => account.backdoor.deleteAccessKey(alice.keys[2] ?? ''),
      3,
    );
    const { users, failures } = await readInventory({
      ...optionsOf(account),
      ledger: undefined,
      account: { accountId: account.accountId, accountAlias: null, accountName: null },
      policy: DEFAULT_POLICY,
      now: account.clock.now(),
    });
    expect(failures).toEqual([]);
    expect(users).toMatchObject([{ userName: 'alice', complianceType: 'NON_COMPLIANT' }]);
  });

  it('inactive keys are deleted during each reading: the user is listed as not read', async () => {
    const { account } = deployed({ account: { unknownKeyError: error } });
    const { keys } = addUser(account, 'alice', 4);
    const inactive = keys.slice(2);
    for (const key of inactive) account.backdoor.setKeyStatus(key, 'Inactive');
    account.faults.add(({ operation, input }) => {
      const key = (input as { AccessKeyId?: string }).AccessKeyId ?? '';
      const isThere = account.backdoor.keysOf('alice').some(({ accessKeyId }) => accessKeyId === key);
      if (operation === 'GetAccessKeyLastUsed' && isThere && inactive.includes(key))
        account.backdoor.deleteAccessKey(key);
      return undefined;
    });
    const { users, failures, summary } = await readInventory({
      ...optionsOf(account),
      ledger: undefined,
      account: { accountId: account.accountId, accountAlias: null, accountName: null },
      policy: DEFAULT_POLICY,
      now: account.clock.now(),
    });
    expect(users).toEqual([]);
    const reason = expect.stringContaining('AccessKeyGoneError');
    expect(failures).toEqual([{ accountId: '111122223333', userName: 'alice', reason }]);
    expect(summary).toMatchObject({ users: 1, unread: 1 });
  });

  it('deletion: nothing is left to delete, and the daily pass starts no deletion', async () => {
    const { account, alice, key } = await withDeactivatedKey(14, 2, { unknownKeyError: error });
    beforeCall(account, 'GetAccessKeyLastUsed', () => account.backdoor.deleteAccessKey(key));
    expect(await deleteDeactivated(account, alice.userId)).toMatchObject({
      outcome: 'NothingToDo',
      deletedAccessKeyIds: [],
    });
    account.addOperations('ssm', {
      StartAutomationExecution: () => ({ AutomationExecutionId: EXECUTION }),
    });
    expect(await runDailyPass(account)).toMatchObject({ refused: [] });
  });

  it('undo: the key is unknown', async () => {
    const { account, alice, key } = await withDeactivatedKey(14, 2, { unknownKeyError: error });
    account.backdoor.deleteAccessKey(key);
    expect(await reactivate(account, alice.userId, key)).toMatchObject({
      outcome: 'Refused',
      refusalCode: 'UnknownAccessKey',
    });
  });
});
