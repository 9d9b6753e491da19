import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { AwsError } from '../../../sandbox/api.ts';
import { failCall } from '../../support/remediation.ts';
import { addUser, callCounts, dashboard, deployed, evaluate } from '../../support/rule.ts';

/** AWS Config refuses each call that has an evaluation of one of these users. */
function refuseCallsWith({ configRules }: SandboxAccount, ids: readonly string[], error: string): void {
  configRules.failEvaluations(({ ComplianceResourceId = '' }) => {
    if (ids.includes(ComplianceResourceId)) throw new AwsError(error, 'One value is not valid.');
    return false;
  });
}

function accountOf(users: number) {
  const { account, deployment } = deployed();
  const ids = Array.from({ length: users }, (_, n) => addUser(account, `user-${n + 100}`, 1).userId);
  return { account, ids, lineOf: () => deployment.lines.rule.at(-1) };
}

describe('AWS Config refuses a call for one evaluation in it', () => {
  it.each([
    ['InvalidParameterValueException', 61, [7]],
    ['ValidationException', 100, [0]],
    ['ValidationException', 100, [99]],
    ['InvalidParameterValueException', 2, [1]],
    ['InvalidParameterValueException', 100, [3, 4, 90]],
  ])(
    '%s, %i users: all others are reported, each with the number %j is a failure',
    async (error, users, bad) => {
      const { account, ids } = accountOf(users);
      const badIds = bad.map((n) => ids[n] ?? '');
      refuseCallsWith(account, badIds, error);
      const message = await evaluate(account);
      for (const id of badIds) expect(message).toContain(`${id}: ${error}: One value is not valid.`);
      expect(message).toContain(`Failed steps of the run: ${bad.length} (`);
      expect(Object.keys(dashboard(account))).toHaveLength(users - bad.length);
      const bound = 1 + bad.length * 2 * Math.ceil(Math.log2(users));
      expect(callCounts(account)['PutEvaluations']).toBeLessThanOrEqual(bound);
    },
  );

  it('an evaluation in FailedEvaluations of a half is sent again', async () => {
    const { account, ids } = accountOf(8);
    let hasFailed = false;
    account.configRules.failEvaluations(({ ComplianceResourceId = '' }) => {
      if (ComplianceResourceId === ids[0])
        throw new AwsError('ValidationException', 'One value is not valid.');
      if (ComplianceResourceId !== ids[5] || hasFailed) return false;
      hasFailed = true;
      return true;
    });
    expect(await evaluate(account)).toContain('Failed steps of the run: 1 (');
    expect(Object.keys(dashboard(account))).toHaveLength(7);
  });
});

describe('an error about the whole call is not tried in halves', () => {
  it.each(['InvalidResultTokenException', 'NoSuchConfigRuleException'])('%s', async (error) => {
    const { account, ids, lineOf } = accountOf(8);
    refuseCallsWith(account, ids, error);
    await evaluate(account);
    expect(callCounts(account)['PutEvaluations']).toBe(1);
    expect(lineOf()).toMatchObject({ failures: 8 });
  });

  it('AccessDenied', async () => {
    const { account } = accountOf(8);
    failCall(account, 'PutEvaluations', { kind: 'deny' }, { andAfter: true });
    await evaluate(account);
    expect(callCounts(account)['PutEvaluations']).toBe(1);
  });
});
