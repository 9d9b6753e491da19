import { describe, expect, it } from 'vitest';
import { DEACTIVATE, operatedAccount, REACTIVATE, start } from '../support/runbooks.ts';

const USER_ID = 'AIDACKCEVSQ6C2EXAMPLE';
const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';

describe('Automation refuses a runbook parameter that does not match its pattern, before any step', () => {
  const deactivation: [string, Record<string, string>][] = [
    ['the id of a role', { IAMUserId: 'AROACLKWSDQRAOEXAMPLE' }],
    ['the id of a group', { IAMUserId: 'AGPACLKWSDQRAOEXAMPLE' }],
    ['a user name', { IAMUserId: 'alice' }],
    ['an id in lower case', { IAMUserId: USER_ID.toLowerCase() }],
    ['a number in words', { ProtectUsedWithinDays: 'seven' }],
    ['a leading zero', { ProtectUsedWithinDays: '07' }],
    ['ProtectUsedWithinDays of 366', { ProtectUsedWithinDays: '366' }],
    ['RotationGraceHours of 721', { RotationGraceHours: '721' }],
    ['ExemptionMaxDays of 0', { ExemptionMaxDays: '0' }],
    ['a strategy in lower case', { SelectionStrategy: 'oldest' }],
    ['DryRun yes', { DryRun: 'yes' }],
    ['the name of a role in place of its ARN', { AutomationAssumeRole: 'one-active-key-automation' }],
    ['an unknown parameter', { MaxActiveKeys: '1' }],
  ];
  it.each(deactivation)('%s', async (_title, parameters) => {
    const { account, ssm, role } = await operatedAccount();
    const input = { AutomationAssumeRole: role, IAMUserId: USER_ID, ...parameters };
    await expect(start(ssm, DEACTIVATE, input)).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
    expect(account.calls.filter(({ service }) => service !== 'ssm')).toEqual([]);
  });

  it.each([
    ['the access key ID of temporary credentials', { AccessKeyId: 'ASIAIOSFODNN7EXAMPLE' }],
    ['ExemptForDays of 366', { ExemptForDays: '366' }],
  ])('%s', async (_title, parameters) => {
    const { account, ssm, role } = await operatedAccount();
    const input = { AutomationAssumeRole: role, IAMUserId: USER_ID, AccessKeyId: KEY_ID, ...parameters };
    await expect(start(ssm, REACTIVATE, input)).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
    expect(account.calls.filter(({ service }) => service !== 'ssm')).toEqual([]);
  });

  it.each([DEACTIVATE, REACTIVATE])('%s: the role is absent, which has no default', async (document) => {
    const { ssm } = await operatedAccount();
    await expect(start(ssm, document, { IAMUserId: USER_ID })).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
  });

  it('the API refuses an empty value before Automation reads it', async () => {
    const { ssm, role } = await operatedAccount();
    await expect(start(ssm, DEACTIVATE, { AutomationAssumeRole: role, IAMUserId: '' })).rejects.toMatchObject(
      { name: 'ValidationException' },
    );
  });
});
