import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { readPayloadDirectly } from '../../../sandbox/automation/scripts/without-python.ts';
import { leases, putItem, recordsIn, states } from '../../support/ledger.ts';
import {
  beforeCall,
  deactivate,
  EXECUTION,
  failCall,
  noteTouchOf,
  runDailyPass,
} from '../../support/remediation.ts';
import { addUser, callCounts } from '../../support/rule.ts';
import { operatedAccount } from '../../support/runbooks.ts';
import { exemptUntil } from '../../support/users.ts';

const DAY_MS = 86_400_000;

/** An account with these users; all keys of each user but the first were deactivated `daysAgo` days ago. */
async function withDeactivatedKeys(users: readonly string[], daysAgo = 14, keys = 2) {
  const { account } = await operatedAccount({}, { runScript: readPayloadDirectly });
  for (const name of users) {
    const { userId } = addUser(account, name, keys);
    const { deactivatedAccessKeyIds } = await deactivate(account, userId);
    for (const key of deactivatedAccessKeyIds) await noteTouchOf(account, key);
  }
  account.clock.advance(daysAgo * DAY_MS);
  return account;
}

const keyCounts = ({ backdoor }: SandboxAccount, users: readonly string[]) =>
  users.map((name) => backdoor.keysOf(name).length);

/** Writes a lease of another run. */
function putLease(account: SandboxAccount, userId: string): void {
  const until = new Date(account.clock.now().getTime() + 300_000).toISOString();
  putItem(account, { pk: 'LEASE', sk: userId, nonce: 'n', until, operation: 'Deactivate', execution: '' });
}

const starts = ({ calls }: SandboxAccount) =>
  calls.filter(({ operation }) => operation === 'StartAutomationExecution');

describe('the daily pass', () => {
  it('starts an execution for each user whose soak is over, and the executions delete the keys', async () => {
    const account = await withDeactivatedKeys(['alice', 'bob', 'carol']);
    addUser(account, 'without-record', 2);
    const { userId: soaking } = addUser(account, 'dave', 2);
    await deactivate(account, soaking);
    const { usersOnRecord, started } = await runDailyPass(account);
    expect(usersOnRecord).toBe(4);
    expect(started).toHaveLength(3);
    expect(keyCounts(account, ['alice', 'bob', 'carol', 'dave', 'without-record'])).toEqual([1, 1, 1, 2, 2]);
  });

  it('passes the user, the role and the soak to the runbook, and nothing else', async () => {
    const account = await withDeactivatedKeys(['alice'], 20);
    const [alice] = account.backdoor.users();
    await runDailyPass(account, { soakDays: '20' });
    expect(starts(account).map(({ input, principal }) => ({ input, principal }))).toEqual([
      {
        principal: 'one-active-key-remediation',
        input: {
          ClientToken: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
          DocumentName: 'OneActiveKey-DeleteDeactivatedAccessKeys',
          Parameters: {
            AutomationAssumeRole: ['arn:aws:iam::111122223333:role/one-active-key-automation'],
            IAMUserId: [alice?.userId],
            SoakDays: ['20'],
          },
        },
      },
    ]);
  });

  it.each<[string, (account: SandboxAccount, key: string) => void]>([
    ['soaking', () => {}],
    [
      'used after its deactivation',
      ({ backdoor, clock }, key) =>
        backdoor.useKey(key, { at: clock.now(), service: 's3', region: 'us-east-1' }),
    ],
    ['exempt', ({ backdoor }) => backdoor.tagUser('alice', exemptUntil('2026-12-31'))],
    ['kept by the owner', ({ backdoor }, key) => backdoor.tagUser('alice', { 'one-active-key:keep': key })],
  ])('starts no execution for a user whose key is %s', async (title, prepare) => {
    const account = await withDeactivatedKeys(['alice'], title === 'soaking' ? 13 : 14);
    const key =
      account.backdoor.keysOf('alice').find(({ status }) => status === 'Inactive')?.accessKeyId ?? '';
    prepare(account, key);
    expect(await runDailyPass(account)).toMatchObject({ usersOnRecord: 1, started: [], refused: [] });
    expect(keyCounts(account, ['alice'])).toEqual([2]);
  });

  it('ends the record of a key that is Active again, long before the soak is over, and starts nothing', async () => {
    const account = await withDeactivatedKeys(['alice'], 1);
    const [alice] = account.backdoor.users();
    for (const { accessKeyId } of account.backdoor.keysOf('alice'))
      account.backdoor.setKeyStatus(accessKeyId, 'Active');
    expect(await runDailyPass(account)).toMatchObject({
      started: [],
      settled: [{ userId: alice?.userId, state: 'undone' }],
    });
    expect([states(account), leases(account)]).toEqual([['undone'], []]);
    expect(keyCounts(account, ['alice'])).toEqual([2]);
  });

  it('ends the record of a key that no longer exists', async () => {
    const account = await withDeactivatedKeys(['alice']);
    for (const { accessKeyId, status } of account.backdoor.keysOf('alice'))
      if (status === 'Inactive') account.backdoor.deleteAccessKey(accessKeyId);
    expect(await runDailyPass(account)).toMatchObject({ started: [], settled: [{ state: 'gone' }] });
    expect(states(account)).toEqual(['gone']);
  });

  it('ends no record of a user whose name another user got after the listing', async () => {
    const account = await withDeactivatedKeys(['alice']);
    addUser(account, 'bob', 1);
    beforeCall(account, 'ListAccessKeys', () => {
      account.backdoor.renameUser('alice', 'alicia');
      account.backdoor.renameUser('bob', 'alice');
    });
    expect(await runDailyPass(account)).toMatchObject({ started: [], settled: [] });
    expect(states(account)).toEqual(['done']);
  });

  it('leaves a user on whom another run works to the next pass, without a look at the keys', async () => {
    const account = await withDeactivatedKeys(['alice', 'bob']);
    const [alice, bob] = account.backdoor.users();
    putLease(account, alice?.userId ?? '');
    const before = account.calls.length;
    const { started, usersLeft } = await runDailyPass(account);
    expect([started.map(({ userId }) => userId), usersLeft]).toEqual([[bob?.userId], 1]);
    const looks = account.calls.slice(before).filter(({ operation }) => operation === 'ListAccessKeys');
    expect(looks.map(({ input }) => (input as { UserName?: string }).UserName)).not.toContain('alice');
  });

  it('deletes no key whose record it has just settled: a person has to hear of a lock-out before', async () => {
    const account = await withDeactivatedKeys(['alice']);
    const [record] = recordsIn(account);
    putItem(account, { ...(record as Record<string, string>), state: 'written' });
    expect(await runDailyPass(account)).toMatchObject({ started: [], settled: [{ state: 'done' }] });
    expect((await runDailyPass(account)).started).toHaveLength(1);
    expect(keyCounts(account, ['alice'])).toEqual([1]);
  });

  it('deletes no key of a user of whom it has just settled another key', async () => {
    const account = await withDeactivatedKeys(['alice'], 14, 3);
    const [record] = recordsIn(account);
    putItem(account, { ...(record as Record<string, string>), state: 'written' });
    expect(await runDailyPass(account)).toMatchObject({ started: [], settled: [{ state: 'done' }] });
    expect((await runDailyPass(account)).started).toHaveLength(1);
    expect(keyCounts(account, ['alice'])).toEqual([1]);
  });

  it('looks at the keys of a user under a lease of its own', async () => {
    const account = await withDeactivatedKeys(['alice'], 1);
    const [alice] = account.backdoor.users();
    const held: unknown[] = [];
    beforeCall(account, 'ListAccessKeys', () => held.push(...leases(account)));
    await runDailyPass(account);
    expect(held).toEqual([
      expect.objectContaining({ sk: alice?.userId, operation: 'DailyPass', execution: '' }),
    ]);
  });

  it('starts nothing for a user whom the listings lack', async () => {
    const account = await withDeactivatedKeys(['alice', 'bob']);
    const [, bob] = account.backdoor.users();
    account.backdoor.deleteUser('alice');
    const { started, settled } = await runDailyPass(account);
    expect(started.map(({ userId }) => userId)).toEqual([bob?.userId]);
    expect(settled).toMatchObject([{ state: 'gone' }]);
  });

  it('has nothing to do in a second run on the same day', async () => {
    const account = await withDeactivatedKeys(['alice', 'bob']);
    await runDailyPass(account);
    expect(await runDailyPass(account)).toEqual({
      operation: 'DailyPass',
      usersOnRecord: 0,
      settled: [],
      started: [],
      refused: [],
      usersLeft: 0,
      paused: '',
    });
  });

  const manyUsers = Array.from({ length: 53 }, (_, n) => `user-${String(n).padStart(2, '0')}`);

  it('starts at most 50 executions, one per second, and leaves the other users to the next day', async () => {
    const account = await withDeactivatedKeys(manyUsers);
    // As in AWS, a start returns long before the execution ends.
    account.addOperations('ssm', { StartAutomationExecution: () => ({ AutomationExecutionId: EXECUTION }) });
    const beganAt = account.clock.now().getTime();
    const { started, usersLeft } = await runDailyPass(account);
    expect({ started: started.length, usersLeft }).toEqual({ started: 50, usersLeft: 3 });
    const times = starts(account).map(({ at }) => at.getTime());
    expect(times[0]).toBe(beganAt);
    expect(times.slice(1).every((at, index) => at - (times[index] ?? 0) >= 1_000)).toBe(true);
  });

  it('ends well within the time limit of the function and counts the users that are left', async () => {
    const account = await withDeactivatedKeys(manyUsers, 1);
    account.faults.add(({ operation }) =>
      operation === 'ListAccessKeys' ? { kind: 'delay', ms: 10_000 } : undefined,
    );
    const { usersLeft, usersOnRecord } = await runDailyPass(account);
    expect(usersOnRecord).toBe(53);
    expect(usersLeft).toBeGreaterThan(25);
  });

  it('reaches all users within days although the deletions of 50 users fail every day', async () => {
    const account = await withDeactivatedKeys(manyUsers);
    const others = new Set(manyUsers.slice(50));
    account.faults.add(({ operation, input }) => {
      const isOther = others.has((input as { UserName?: string }).UserName ?? '');
      return operation === 'DeleteAccessKey' && !isOther ? { kind: 'deny' } : undefined;
    });
    for (let day = 0; day < 5; day += 1) {
      await runDailyPass(account);
      account.clock.advance(DAY_MS);
    }
    expect(keyCounts(account, manyUsers.slice(50))).toEqual([1, 1, 1]);
  });

  it('names the users whose keys are not deleted until a person has looked at them', async () => {
    const account = await withDeactivatedKeys(['alice', 'bob']);
    const [alice, bob] = account.backdoor.users();
    account.backdoor.tagUser('alice', { 'one-active-key:keep': 'nonsense' });
    await noteTouchOf(
      account,
      account.backdoor.keysOf('bob')[1]?.accessKeyId ?? '',
      'arn:aws:iam::111122223333:user/x',
    );
    const { started, refused } = await runDailyPass(account);
    expect(started).toEqual([]);
    // The users take turns by the day.
    expect(new Set(refused)).toEqual(
      new Set([
        { userId: alice?.userId, refusalCode: 'InvalidKeepTag' },
        { userId: bob?.userId, refusalCode: 'TouchedSince' },
      ]),
    );
  });

  it('deletes nothing without a soak, as where the parameter Deletion is not Daily', async () => {
    const account = await withDeactivatedKeys(['alice'], 400);
    expect(await runDailyPass(account, {})).toMatchObject({ usersOnRecord: 1, started: [], refused: [] });
    expect(keyCounts(account, ['alice'])).toEqual([2]);
  });
});

describe('the calls of the daily pass', () => {
  it('are one for the records, one for each 1,000 users, and, for each user on record whose key soaks, one of IAM and three of the ledger', async () => {
    const account = await withDeactivatedKeys(['alice', 'bob'], 1);
    for (let n = 0; n < 1_500; n += 1) account.backdoor.createUser({ userName: `user-${n}` });
    const before = account.calls.length;
    await runDailyPass(account);
    expect(callCounts({ ...account, calls: account.calls.slice(before) })).toEqual({
      // Whether automatic acts are paused.
      GetParametersByPath: 1,
      ListUsers: 2,
      ListAccessKeys: 2,
      // The records of all users, then of each; the leases are taken and released.
      Query: 3,
      PutItem: 2,
      DeleteItem: 2,
    });
  });
});

describe('failures of the daily pass', () => {
  it('a user who cannot be read is skipped, the deletions of all other users start, and the pass fails visibly', async () => {
    const account = await withDeactivatedKeys(['alice', 'bob', 'carol']);
    account.faults.add(({ operation, input }) => {
      const isBob = (input as { UserName?: string }).UserName === 'bob';
      return operation === 'ListAccessKeys' && isBob ? { kind: 'deny' } : undefined;
    });
    await expect(runDailyPass(account)).rejects.toThrow(
      /^1 failures \(records settled: 0, deletions started: 2\): bob: AccessDenied/,
    );
    expect(keyCounts(account, ['alice', 'bob', 'carol'])).toEqual([1, 2, 1]);
  });

  it('a user who is deleted after the listing is skipped without an error', async () => {
    const account = await withDeactivatedKeys(['alice', 'bob']);
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.deleteUser('alice'));
    expect(await runDailyPass(account)).toMatchObject({ started: expect.objectContaining({ length: 1 }) });
  });

  it('a start that is refused ends the starts, and the pass fails with what it did before', async () => {
    const account = await withDeactivatedKeys(['alice', 'bob']);
    failCall(account, 'StartAutomationExecution', { kind: 'deny' }, { andAfter: true });
    await expect(runDailyPass(account)).rejects.toThrow(
      /^1 failures \(records settled: 0, deletions started: 0\): \w+: StartFailedError: AccessDenied.*StartAutomationExecution/,
    );
    expect(starts(account)).toHaveLength(1);
  });

  it('a listing that fails: an error, and no execution starts', async () => {
    const account = await withDeactivatedKeys(['alice']);
    failCall(account, 'ListUsers', { kind: 'deny' }, { andAfter: true });
    await expect(runDailyPass(account)).rejects.toThrow(/ListUsers/);
  });

  it.each([
    [{ soakDays: '0' }, 'soakDays: expected a whole number from 1 to 365'],
    [{ soakDays: '366' }, 'soakDays: expected a whole number from 1 to 365'],
    [{ userId: 'AIDAEXAMPLE000000001' }, 'received "userId"'],
  ])('%j is refused before the first call', async (parameters, message) => {
    const account = await withDeactivatedKeys([]);
    const before = account.calls.length;
    await expect(runDailyPass(account, parameters as Record<string, string>)).rejects.toThrow(message);
    expect(account.calls).toHaveLength(before);
  });
});
