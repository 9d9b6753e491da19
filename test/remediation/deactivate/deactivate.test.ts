import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { activeKeys, deactivate, EXECUTION, failCall, withAlice } from '../../support/remediation.ts';
import { addUser, callCounts, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { daysAgo } from '../../support/users.ts';

describe('outcome Deactivated', () => {
  it('the surplus key is Inactive, the survivor is Active, and the receipt names both', async () => {
    const { account, alice, kept, surplus } = withAlice();
    const receipt = await deactivate(account, alice.userId);
    expect(activeKeys(account, 'alice')).toEqual([kept]);
    expect(receipt).toEqual({
      operation: 'Deactivate',
      outcome: 'Deactivated',
      refusalCode: '',
      userId: alice.userId,
      userName: 'alice',
      accountId: '111122223333',
      region: 'us-east-1',
      at: '2026-11-21T12:00:05.000Z',
      automationExecutionId: EXECUTION,
      keptAccessKeyId: kept,
      plannedAccessKeyIds: [],
      deactivatedAccessKeyIds: surplus,
      reactivatedAccessKeyIds: [],
      deletedAccessKeyIds: [],
      reason: `2 active access keys. Keep ${kept} (last used 2026-11-21); deactivate ${surplus[0]} (never used, created 2026-01-26). Selected by LeastRecentlyUsed. IAM refuses CreateAccessKey for this user until one of the keys is deleted.`,
      undo: `aws ssm start-automation-execution --region us-east-1 --document-name OneActiveKey-ReactivateAccessKey --parameters '{"AutomationAssumeRole":["arn:aws:iam::111122223333:role/one-active-key-automation"],"IAMUserId":["${alice.userId}"],"AccessKeyId":["${surplus[0]}"]}'`,
      parameters: {
        selectionStrategy: 'LeastRecentlyUsed',
        rotationGraceHours: '24',
        protectUsedWithinDays: '7',
        exemptionMaxDays: '90',
        keepAccessKeyId: '',
        dryRun: 'false',
      },
    });
  });

  it('keepAccessKeyId names the survivor: the receipt says so, and that a protection was waived', async () => {
    const { account, alice, kept, surplus } = withAlice();
    const [named = ''] = surplus;
    account.backdoor.tagUser('alice', { 'one-active-key:keep': kept });
    const receipt = await deactivate(account, alice.userId, { keepAccessKeyId: named });
    expect(activeKeys(account, 'alice')).toEqual([named]);
    expect(receipt).toMatchObject({
      outcome: 'Deactivated',
      keptAccessKeyId: named,
      deactivatedAccessKeyIds: [kept],
      reason: expect.stringContaining(
        `deactivate ${kept} (last used 2026-11-21). Named by KeepAccessKeyId of this run, which waives the protection of keys in use.`,
      ),
      parameters: { keepAccessKeyId: named },
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
    account.backdoor.createAccessKey(userName, { createdAt: daysAgo(30) });
    expect(await deactivate(account, userId)).toMatchObject({ outcome: 'Deactivated', userName });
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
    expect(callCounts(account)).toMatchObject({ StartConfigRulesEvaluation: 1 });
  });

  // Version 0.1, without the ledger, made 13 calls of IAM: TagUser twice, UntagUser once, and GetUser once
  // more.
  it('makes these calls for a user with two keys: nine of them of IAM', async () => {
    const { account, alice } = withAlice();
    await deactivate(account, alice.userId);
    expect(callCounts(account)).toEqual({
      ListUsers: 1,
      ListAccessKeys: 4,
      GetUser: 1,
      GetAccessKeyLastUsed: 2,
      UpdateAccessKey: 1,
      // The lease, its proof, the intention, what is written, what is done, and the receipt; for the
      // evaluation, the note of the change, what the rule is told of it, and the start that is owed a
      // notification.
      PutItem: 6 + 4,
      // The records; for the evaluation, the changes, the users of the rule, and twice what is known of the
      // rule.
      Query: 1 + 5,
      // The lease, and the note of the change.
      DeleteItem: 1 + 1,
      DescribeConfigRules: 1,
      StartConfigRulesEvaluation: 1,
    });
  });

  it('a user with fifty tags is deactivated like any other, since none of them is ours', async () => {
    const { account, alice, kept } = withAlice();
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`tag-${n}`, '']));
    account.backdoor.tagUser('alice', tags);
    expect(await deactivate(account, alice.userId)).toMatchObject({ outcome: 'Deactivated' });
    expect(activeKeys(account, 'alice')).toEqual([kept]);
    expect(account.backdoor.tagsOf('alice')).toEqual(tags);
  });

  it('writes one structured log line', async () => {
    const { account, deployment, alice } = withAlice();
    const receipt = await deactivate(account, alice.userId);
    expect(deployment.lines.remediation).toEqual([receipt]);
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
    ['the search for the rules', 'DescribeConfigRules'],
    ['the start of the evaluation', 'StartConfigRulesEvaluation'],
  ])('%s is denied: the keys stay Inactive, and the receipt says so, and why', async (_, operation) => {
    const { account, alice } = withAlice();
    failCall(account, operation, { kind: 'deny' });
    const receipt = await deactivate(account, alice.userId);
    expect(receipt.outcome).toBe('Deactivated');
    expect(receipt.reason).toMatch(
      new RegExp(
        `No evaluation could be started; the next scheduled evaluation will show the change: AccessDenied.*config:${operation}`,
      ),
    );
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
      const noFreeSlot = ' IAM refuses CreateAccessKey for this user until one of the keys is deleted.';
      expect(`alice: ${reason}`).toBe(`${annotation}${noFreeSlot}`);
    },
  );
});
