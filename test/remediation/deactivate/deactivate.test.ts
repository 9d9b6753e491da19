import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import {
  activeKeys,
  beforeCall,
  deactivate,
  EXECUTION,
  failCall,
  withAlice,
} from '../../support/remediation.ts';
import { addUser, callCounts, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { NOW } from '../../support/users.ts';

describe('outcome Deactivated', () => {
  it('the surplus key is Inactive, the survivor is Active, and the receipt names both', async () => {
    const { account, alice, kept, surplus } = withAlice();
    const receipt = await deactivate(account, alice.userId);
    expect(activeKeys(account, 'alice')).toEqual([kept]);
    expect(receipt).toEqual({
      outcome: 'Deactivated',
      refusalCode: '',
      userId: alice.userId,
      userName: 'alice',
      keptAccessKeyId: kept,
      plannedAccessKeyIds: [],
      deactivatedAccessKeyIds: surplus,
      reactivatedAccessKeyIds: [],
      deletedAccessKeyIds: [],
      reason: `2 active access keys. Keep ${kept} (last used 2026-11-21); deactivate ${surplus[0]} (never used, created 2026-01-26). Selected by LeastRecentlyUsed.`,
      undo: `aws ssm start-automation-execution --region us-east-1 --document-name OneActiveKey-ReactivateAccessKey --parameters '{"AutomationAssumeRole":["arn:aws:iam::111122223333:role/one-active-key-automation"],"IAMUserId":["${alice.userId}"],"AccessKeyId":["${surplus[0]}"]}'`,
    });
  });

  it('one of three active keys stays Active, and the receipt has an undo command for each other key', async () => {
    const { account, alice, kept, surplus } = withAlice(3);
    const receipt = await deactivate(account, alice.userId);
    expect(activeKeys(account, 'alice')).toEqual([kept]);
    expect(receipt.deactivatedAccessKeyIds.toSorted()).toEqual(surplus.toSorted());
    expect(receipt.undo.split(' && ')).toHaveLength(2);
  });

  it('one of eight active keys stays Active', async () => {
    const { account, alice, kept } = withAlice(8);
    await deactivate(account, alice.userId);
    expect(activeKeys(account, 'alice')).toEqual([kept]);
  });

  it('works for a user name with all special characters that IAM allows, and for a path', async () => {
    const { account } = deployed();
    const userName = `${'x'.repeat(56)}+=,.@-_0`;
    const { userId } = account.backdoor.createUser({ userName, path: '/division_abc/sub/' });
    account.backdoor.createAccessKey(userName, { createdAt: new Date(0) });
    account.backdoor.createAccessKey(userName, {});
    expect(await deactivate(account, userId)).toMatchObject({ outcome: 'Deactivated', userName });
  });

  it('the deactivation is recorded on the user, and the announcement is removed', async () => {
    const { account, alice, kept, surplus } = withAlice();
    await deactivate(account, alice.userId);
    const at = new Date(NOW.getTime() + 7_000).toISOString();
    expect(account.backdoor.tagsOf('alice')).toEqual({
      [`one-active-key:deactivated/${surplus[0]}`]: `${at} kept=${kept} execution=${EXECUTION}`,
    });
  });

  it('starts an evaluation of the rules of the pack and of the stack, and of no other rule', async () => {
    const { account, deployment, alice } = withAlice();
    const { ruleFunctionArn: arn } = deployment;
    const pack = `${NAMES.configRule}-conformance-pack-abcdefghi`;
    account.configRules.put({ configRuleName: pack, sourceIdentifier: arn });
    account.configRules.put({ configRuleName: 'an-alias', sourceIdentifier: `${arn}:live` });
    account.configRules.put({ configRuleName: 'not-ours', sourceIdentifier: `${arn}-2` });
    await deactivate(account, alice.userId);
    expect((await account.configRules.runStarted()).toSorted()).toEqual(
      ['an-alias', NAMES.configRule, pack].toSorted(),
    );
    expect(dashboard(account)).toEqual({ alice: 'COMPLIANT' });
  });

  it('finds our rule after more than one page of other rules', async () => {
    const { account, alice } = withAlice();
    for (let n = 0; n < 60; n += 1)
      account.configRules.put({
        configRuleName: `a-${n}`,
        sourceIdentifier: 'arn:aws:lambda:us-east-1:111122223333:function:other',
      });
    await deactivate(account, alice.userId);
    expect(await account.configRules.runStarted()).toEqual([NAMES.configRule]);
  });

  it('a rule whose evaluation was started less than a minute ago is not started again', async () => {
    const { account, alice } = withAlice();
    const bob = addUser(account, 'bob', 2);
    await deactivate(account, alice.userId);
    await account.configRules.runStarted();
    const receipt = await deactivate(account, bob.userId);
    expect(receipt.reason).toContain('AWS Config accepts one start of an evaluation per minute');
    expect(callCounts(account)).toMatchObject({ StartConfigRulesEvaluation: 2 });
  });

  it('makes these calls for a user with two keys', async () => {
    const { account, alice } = withAlice();
    await deactivate(account, alice.userId);
    expect(callCounts(account)).toEqual({
      ListUsers: 1,
      ListAccessKeys: 4,
      ListUserTags: 2,
      GetAccessKeyLastUsed: 2,
      UpdateAccessKey: 1,
      TagUser: 2,
      UntagUser: 1,
      DescribeConfigRules: 1,
      StartConfigRulesEvaluation: 1,
    });
  });

  it('writes one structured log line', async () => {
    const { account, deployment, alice } = withAlice();
    const receipt = await deactivate(account, alice.userId);
    expect(deployment.lines.remediation).toEqual([
      { operation: 'Deactivate', automationExecutionId: EXECUTION, ...receipt },
    ]);
  });

  it('puts exemptionMaxDays into the undo command if it is not the default', async () => {
    const { account, alice } = withAlice();
    expect((await deactivate(account, alice.userId, { exemptionMaxDays: '30' })).undo).toContain(
      '"ExemptionMaxDays":["30"]',
    );
  });

  it('puts the role of the run into the undo command', async () => {
    const { account, alice } = withAlice();
    const automationAssumeRole = 'arn:aws:iam::111122223333:role/ops/my-automation';
    expect((await deactivate(account, alice.userId, { automationAssumeRole })).undo).toContain(
      `["${automationAssumeRole}"]`,
    );
  });

  it.each([
    ['denied', { kind: 'deny' }, 'AccessDenied'],
    ['throttled', { kind: 'throttle' }, 'Throttling'],
  ] as const)(
    'the record is %s: the keys stay Inactive, and the receipt says so',
    async (_title, fault, message) => {
      const { account, alice, kept } = withAlice();
      failCall(account, 'TagUser', fault, { n: 2, andAfter: true });
      const receipt = await deactivate(account, alice.userId);
      expect(receipt.outcome).toBe('Deactivated');
      expect(receipt.reason).toContain(`The record could not be written on the user: ${message}`);
      expect(activeKeys(account, 'alice')).toEqual([kept]);
    },
  );

  it('a user with fifty tags: the key is deactivated without an announcement and a record', async () => {
    const { account, alice, kept } = withAlice();
    account.backdoor.tagUser(
      'alice',
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`tag-${n}`, ''])),
    );
    const receipt = await deactivate(account, alice.userId);
    expect(receipt).toMatchObject({ outcome: 'Deactivated' });
    expect(receipt.reason).toContain('The user could not be tagged, so other runs were not warned.');
    expect(receipt.reason).toContain('The record could not be written on the user: LimitExceededException');
    expect(activeKeys(account, 'alice')).toEqual([kept]);
  });

  it('IAM denies every tag: the key is deactivated without an announcement and a record', async () => {
    const { account, alice, kept } = withAlice();
    failCall(account, 'TagUser', { kind: 'deny' }, { andAfter: true });
    const { outcome, reason } = await deactivate(account, alice.userId);
    expect(outcome).toBe('Deactivated');
    expect(reason).toContain(
      ' The user could not be tagged, so other runs were not warned. The record could not be written',
    );
    expect(activeKeys(account, 'alice')).toEqual([kept]);
    expect(callCounts(account)).not.toHaveProperty('UntagUser');
  });

  it('the announcement on the user has the time, the run and the survivor', async () => {
    const { account, alice, kept } = withAlice();
    let tags = {};
    beforeCall(account, 'UpdateAccessKey', () => {
      tags = account.backdoor.tagsOf('alice');
    });
    await deactivate(account, alice.userId);
    expect(Object.entries(tags)).toEqual([
      [
        expect.stringMatching(/^one-active-key:run\/[0-9a-f-]{36}$/),
        `2026-11-21T12:00:00.000Z keeps ${kept}`,
      ],
    ]);
  });

  it('an invocation without an automation execution: the record says so', async () => {
    const { account, alice, surplus } = withAlice();
    await deactivate(account, alice.userId, { automationExecutionId: '' });
    expect(account.backdoor.tagsOf('alice')[`one-active-key:deactivated/${surplus[0]}`]).toMatch(
      / execution=none$/,
    );
  });

  it('the re-evaluation is denied: the keys stay Inactive, and the receipt says so', async () => {
    const { account, alice } = withAlice();
    failCall(account, 'DescribeConfigRules', { kind: 'deny' });
    const receipt = await deactivate(account, alice.userId);
    expect(receipt.outcome).toBe('Deactivated');
    expect(receipt.reason).toContain('No evaluation could be started');
  });

  it('the announcement cannot be retracted: the keys stay Inactive', async () => {
    const { account, alice } = withAlice();
    failCall(account, 'UntagUser', { kind: 'deny' });
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(
      Object.keys(account.backdoor.tagsOf('alice')).some((tag) => tag.startsWith('one-active-key:run/')),
    ).toBe(true);
  });
});

describe('the annotation and the receipt agree', () => {
  it.each([2, 3, 4])(
    'the annotation for a user with %i keys names the same survivor and the same reason as the receipt',
    async (keys) => {
      const { account, alice } = withAlice(keys);
      await evaluate(account);
      const annotation = account.configRules.results(NAMES.configRule)[0]?.annotation ?? '';
      const { keptAccessKeyId, reason } = await deactivate(account, alice.userId);
      expect(annotation).toContain(`Keep ${keptAccessKeyId}`);
      expect(`alice: ${reason}`).toBe(annotation);
    },
  );
});
