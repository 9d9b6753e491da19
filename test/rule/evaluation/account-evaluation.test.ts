import { describe, expect, it, onTestFinished } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { addUser, callCounts, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { NOW } from '../../support/users.ts';

describe('a scheduled evaluation', () => {
  it('reports every user by its unique id, at the notification time, with the plan in the annotation', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    addUser(account, 'carol', 0);
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT', bob: 'COMPLIANT', carol: 'COMPLIANT' });
    const results = account.configRules.results(NAMES.configRule);
    expect(results.find(({ resourceId }) => resourceId === alice.userId)).toEqual({
      resourceId: alice.userId,
      resourceType: 'AWS::IAM::User',
      complianceType: 'NON_COMPLIANT',
      annotation: `alice: 2 active access keys. Keep ${alice.keys[0]} (last used 2026-11-21); deactivate ${alice.keys[1]} (never used, created 2026-01-26). Selected by LeastRecentlyUsed.`,
      orderingTimestamp: NOW,
      recordedAt: NOW,
    });
  });

  it('leaves one structured line', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    account.backdoor.createUser({ userName: 'carol', tags: { 'one-active-key:exempt-until': '2026-12-01' } });
    account.backdoor.createAccessKey('carol', {});
    account.backdoor.createAccessKey('carol', {});
    await evaluate(account);
    expect(deployment.lines.rule).toEqual([
      {
        configRuleName: NAMES.configRule,
        users: 3,
        keys: 5,
        COMPLIANT: 1,
        NON_COMPLIANT: 1,
        NOT_APPLICABLE: 1,
        vanished: 0,
        retired: 0,
        unchanged: 0,
        failures: 0,
        calls: 12,
        milliseconds: 0,
      },
    ]);
  });

  it('takes the rule parameters of the event', async () => {
    const { account } = deployed({ parameters: { rotationGraceHours: '720', protectUsedWithinDays: '0' } });
    addUser(account, 'alice', 2);
    account.backdoor.createAccessKey('alice', {});
    addUser(account, 'bob', 1);
    account.backdoor.createAccessKey('bob', {});
    await evaluate(account);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT', bob: 'COMPLIANT' });
  });

  it('without users sends one empty list, as AWS library for rules does', async () => {
    const { account } = deployed();
    expect(await evaluate(account)).toBeUndefined();
    expect(account.calls.filter(({ operation }) => operation === 'PutEvaluations')).toMatchObject([
      { input: { Evaluations: [] } },
    ]);
  });
});

describe('calls', () => {
  it('reads tags and last use of users with two active keys or more only', async () => {
    const { account } = deployed();
    for (let n = 0; n < 10; n += 1) addUser(account, `one-${n}`, 1);
    addUser(account, 'two', 2);
    addUser(account, 'three', 3);
    account.backdoor.createAccessKey('two', { status: 'Inactive' });
    await evaluate(account);
    expect(callCounts(account)).toEqual({
      ListUsers: 1,
      ListAccessKeys: 12,
      ListUserTags: 2,
      GetAccessKeyLastUsed: 5,
      PutEvaluations: 1,
      GetComplianceDetailsByConfigRule: 1,
    });
  });

  it('asks for 1,000 users a page and follows the marker', async () => {
    const { account } = deployed();
    for (let n = 0; n < 1_001; n += 1) addUser(account, `user-${n}`, 0);
    await evaluate(account);
    expect(callCounts(account)).toMatchObject({ ListUsers: 2, ListAccessKeys: 1_001, PutEvaluations: 11 });
    expect(Object.keys(dashboard(account))).toHaveLength(1_001);
  });

  it('finds every user and key where IAM gives short pages', async () => {
    const { account, deployment } = deployed({ account: { shortPages: true } });
    for (let n = 0; n < 250; n += 1) addUser(account, `user-${n}`, n % 4);
    await evaluate(account);
    expect(deployment.lines.rule[0]).toMatchObject({
      users: 250,
      keys: 373,
      NON_COMPLIANT: 124,
      COMPLIANT: 126,
    });
  });

  it('never has more than ten users under way at once, of which Node does not warn', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    let underWay = 0;
    let most = 0;
    const gate = async ({ operation }: { operation: string }) => {
      if (operation !== 'ListAccessKeys') return;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
    };
    const { account } = deployed({ gate });
    for (let n = 0; n < 40; n += 1) addUser(account, `user-${n}`, 1);
    await evaluate(account);
    expect(most).toBe(10);
    expect(warnings).toEqual([]);
  });
});

describe('batches', () => {
  it('go out as they are ready, a hundred at a time, the rest at the end', async () => {
    const { account } = deployed();
    for (let n = 0; n < 250; n += 1) addUser(account, `user-${n}`, 1);
    await evaluate(account);
    const operations = account.calls.map(({ operation }) => operation);
    const puts = account.calls.filter(({ operation }) => operation === 'PutEvaluations');
    expect(puts.map(({ input }) => (input as { Evaluations: unknown[] }).Evaluations.length)).toEqual([
      100, 100, 50,
    ]);
    expect(operations.indexOf('PutEvaluations')).toBeLessThan(operations.lastIndexOf('ListAccessKeys') - 100);
  });
});

describe('a hundred users', () => {
  it('fill one batch, and nothing is sent after it', async () => {
    const { account } = deployed();
    for (let n = 0; n < 100; n += 1) addUser(account, `user-${n}`, 1);
    await evaluate(account);
    expect(callCounts(account)).toMatchObject({ PutEvaluations: 1 });
  });
});

describe('users that are no more', () => {
  it('become NOT_APPLICABLE after a complete listing', async () => {
    const { account, deployment } = deployed();
    const alice = addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    await evaluate(account);
    account.backdoor.deleteUser('alice');
    account.clock.advance(1_000);
    await evaluate(account);
    expect(dashboard(account)).toEqual({ [alice.userId]: 'NOT_APPLICABLE', bob: 'COMPLIANT' });
    expect(deployment.lines.rule[1]).toMatchObject({ users: 1, retired: 1 });
  });

  it('of the same name are different users', async () => {
    const { account } = deployed();
    const first = addUser(account, 'alice', 2);
    await evaluate(account);
    account.backdoor.deleteUser('alice');
    account.clock.advance(1_000);
    addUser(account, 'alice', 1);
    await evaluate(account);
    expect(dashboard(account)).toEqual({ [first.userId]: 'NOT_APPLICABLE', alice: 'COMPLIANT' });
  });

  it('are told once, not on every run', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    await evaluate(account);
    account.backdoor.deleteUser('alice');
    await evaluate(account);
    await evaluate(account);
    expect(deployment.lines.rule.map(({ retired }) => retired)).toEqual([0, 1, 0]);
    expect(deployment.lines.rule.map(({ calls }) => calls)).toEqual([7, 3, 3]);
  });

  it('stay as they are after an incomplete listing, and those listed are evaluated', async () => {
    const { account, deployment } = deployed();
    for (let n = 0; n < 1_500; n += 1) addUser(account, `user-${n}`, 0);
    await evaluate(account);
    account.backdoor.deleteUser('user-7');
    let pages = 0;
    account.faults.add(({ operation, principal }) => {
      if (operation !== 'ListUsers' || principal !== NAMES.ruleFunction) return undefined;
      pages += 1;
      return pages > 1 ? { kind: 'deny' } : undefined;
    });
    expect(await evaluate(account)).toContain('the listing of users: AccessDenied');
    expect(deployment.lines.rule[1]).toMatchObject({ users: 1_000, COMPLIANT: 1_000, failures: 1 });
    expect(Object.values(dashboard(account))).not.toContain('NOT_APPLICABLE');
  });

  it('vanished between listing and reading: gone, no error; the next results say so', async () => {
    const { account, deployment } = deployed();
    const alice = addUser(account, 'alice', 2);
    await evaluate(account);
    const stop = account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys') return undefined;
      stop();
      account.backdoor.deleteUser('alice');
      return undefined;
    });
    account.clock.advance(1_000);
    expect(await evaluate(account)).toBeUndefined();
    expect(deployment.lines.rule[1]).toMatchObject({ users: 1, vanished: 1, retired: 1, failures: 0 });
    expect(dashboard(account)).toEqual({ [alice.userId]: 'NOT_APPLICABLE' });
  });

  it('renamed between listing and reading: keeps its last verdict, for it is not gone', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    await evaluate(account);
    const stop = account.faults.add(({ operation }) => {
      if (operation !== 'ListAccessKeys') return undefined;
      stop();
      account.backdoor.renameUser('alice', 'alice.smith');
      return undefined;
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(deployment.lines.rule[1]).toMatchObject({ vanished: 1, retired: 0 });
    expect(dashboard(account)).toEqual({ 'alice.smith': 'NON_COMPLIANT' });
  });

  it('vanished before its tags are read: gone, no error', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    const stop = account.faults.add(({ operation }) => {
      if (operation !== 'ListUserTags') return undefined;
      stop();
      account.backdoor.deleteUser('alice');
      return undefined;
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(deployment.lines.rule[0]).toMatchObject({ vanished: 1, failures: 0 });
  });

  it('a key deleted before its last use is read: the user is read afresh', async () => {
    const { account } = deployed();
    const alice = addUser(account, 'alice', 2);
    const stop = account.faults.add(({ operation }) => {
      if (operation !== 'GetAccessKeyLastUsed') return undefined;
      stop();
      for (const key of alice.keys.slice(1)) account.backdoor.deleteAccessKey(key);
      return undefined;
    });
    expect(await evaluate(account)).toBeUndefined();
    expect(dashboard(account)).toEqual({ alice: 'COMPLIANT' });
  });
});
