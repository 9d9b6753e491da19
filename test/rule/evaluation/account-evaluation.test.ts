import { describe, expect, it, onTestFinished } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { addUser, callCounts, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { exemptUntil, NOW } from '../../support/users.ts';

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

  it('writes one structured log line', async () => {
    const { account, deployment } = deployed();
    addUser(account, 'alice', 2);
    addUser(account, 'bob', 1);
    account.backdoor.createUser({ userName: 'carol', tags: exemptUntil('2026-12-01') });
    account.backdoor.createAccessKey('carol', {});
    account.backdoor.createAccessKey('carol', {});
    await evaluate(account);
    expect(deployment.lines.rule).toEqual([
      {
        configRuleName: NAMES.configRule,
        kind: 'sweep',
        sweep: 'completed',
        ledgerProblem: '',
        users: 3,
        keys: 5,
        COMPLIANT: 1,
        NON_COMPLIANT: 1,
        NOT_APPLICABLE: 1,
        vanished: 0,
        retired: 0,
        unchanged: 0,
        superseded: 0,
        failures: 0,
        calls: 13,
        milliseconds: 0,
      },
    ]);
  });

  it('decides by the rule parameters of the event', async () => {
    const { account } = deployed({ parameters: { rotationGraceHours: '720', protectUsedWithinDays: '0' } });
    addUser(account, 'alice', 2);
    account.backdoor.createAccessKey('alice', {});
    addUser(account, 'bob', 1);
    account.backdoor.createAccessKey('bob', {});
    await evaluate(account);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT', bob: 'COMPLIANT' });
  });

  it('of an account without users sends one empty list, as AWS’s library for rules does', async () => {
    const { account } = deployed();
    expect(await evaluate(account)).toBeUndefined();
    expect(account.calls.filter(({ operation }) => operation === 'PutEvaluations')).toMatchObject([
      { input: { Evaluations: [] } },
    ]);
  });
});

describe('the reading of an account', () => {
  it('asks for the tags and the last uses only of users with two or more active keys', async () => {
    const { account } = deployed();
    for (let n = 0; n < 10; n += 1) addUser(account, `one-${n}`, 1);
    addUser(account, 'two', 2);
    addUser(account, 'three', 3);
    account.backdoor.createAccessKey('two', { status: 'Inactive' });
    await evaluate(account);
    expect(callCounts(account)).toEqual({
      ListUsers: 2,
      ListAccessKeys: 12,
      GetUser: 2,
      GetAccessKeyLastUsed: 5,
      PutEvaluations: 1,
      GetComplianceDetailsByConfigRule: 1,
      // At the beginning, what is known of the rule and who is noted; before the all-clears and at the end,
      // what is known of it.
      Query: 4,
      PutItem: 2,
    });
  });

  it('reads pages of 1,000 users and follows the marker', async () => {
    const { account } = deployed();
    for (let n = 0; n < 1_001; n += 1) addUser(account, `user-${n}`, 0);
    await evaluate(account);
    expect(callCounts(account)).toMatchObject({ ListUsers: 4, ListAccessKeys: 1_001, PutEvaluations: 11 });
    expect(Object.keys(dashboard(account))).toHaveLength(1_001);
  });

  it('finds all users and keys if IAM returns short pages', async () => {
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

  it('reads at most ten users at the same time, so that Node.js writes no warning about listeners', async () => {
    const warnings: Error[] = [];
    const recordWarning = (warning: Error) => warnings.push(warning);
    process.on('warning', recordWarning);
    onTestFinished(() => void process.off('warning', recordWarning));
    let current = 0;
    let maximum = 0;
    const gate = async ({ operation }: { operation: string }) => {
      if (operation !== 'ListAccessKeys') return;
      current += 1;
      maximum = Math.max(maximum, current);
      await new Promise((resolve) => setImmediate(resolve));
      current -= 1;
    };
    const { account } = deployed({ gate });
    for (let n = 0; n < 40; n += 1) addUser(account, `user-${n}`, 1);
    await evaluate(account);
    expect(maximum).toBe(10);
    expect(warnings).toEqual([]);
  });
});

describe('batches', () => {
  it('of alarms have a hundred evaluations and are sent during the run; the last batch has the rest', async () => {
    const { account } = deployed();
    for (let n = 0; n < 250; n += 1) addUser(account, `user-${n}`, 2);
    await evaluate(account);
    const operations = account.calls.map(({ operation }) => operation);
    const puts = account.calls.filter(({ operation }) => operation === 'PutEvaluations');
    expect(puts.map(({ input }) => (input as { Evaluations: unknown[] }).Evaluations.length)).toEqual([
      100, 100, 50,
    ]);
    expect(operations.indexOf('PutEvaluations')).toBeLessThan(operations.lastIndexOf('ListAccessKeys') - 100);
  });

  it('of all-clears are sent after the second listing, which confirms the names', async () => {
    const { account } = deployed();
    for (let n = 0; n < 250; n += 1) addUser(account, `user-${n}`, 1);
    await evaluate(account);
    const calls = account.calls.filter(({ service }) => service !== 'dynamodb');
    const operations = calls.map(({ operation }) => operation);
    expect(operations.slice(-4)).toEqual(['ListUsers', 'PutEvaluations', 'PutEvaluations', 'PutEvaluations']);
    expect(operations.indexOf('PutEvaluations')).toBe(operations.length - 3);
  });
});

describe('an account of a hundred users', () => {
  it('needs one batch, and no empty list is sent after it', async () => {
    const { account } = deployed();
    for (let n = 0; n < 100; n += 1) addUser(account, `user-${n}`, 1);
    await evaluate(account);
    expect(callCounts(account)).toMatchObject({ PutEvaluations: 1 });
  });
});
