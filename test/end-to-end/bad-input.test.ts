import { describe, expect, it } from 'vitest';
import { DEACTIVATE, operated, REACTIVATE, start } from '../support/runbooks.ts';

const USER_ID = 'AIDACKCEVSQ6C2EXAMPLE';
const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';

describe('a runbook parameter that breaks its pattern is refused before any step', () => {
  const deactivation: [string, Record<string, string>][] = [
    ['the id of a role', { IAMUserId: 'AROACLKWSDQRAOEXAMPLE' }],
    ['the id of a group', { IAMUserId: 'AGPACLKWSDQRAOEXAMPLE' }],
    ['a user name', { IAMUserId: 'alice' }],
    ['an id in lower case', { IAMUserId: USER_ID.toLowerCase() }],
    ['seven', { ProtectUsedWithinDays: 'seven' }],
    ['a leading zero', { ProtectUsedWithinDays: '07' }],
    ['366 days', { ProtectUsedWithinDays: '366' }],
    ['721 hours', { RotationGraceHours: '721' }],
    ['an exemption of no day', { ExemptionMaxDays: '0' }],
    ['a strategy in lower case', { SelectionStrategy: 'oldest' }],
    ['DryRun yes', { DryRun: 'yes' }],
    ['a role that is none', { AutomationAssumeRole: 'one-active-key-automation' }],
    ['an unknown parameter', { MaxActiveKeys: '1' }],
  ];
  it.each(deactivation)('%s', async (_title, more) => {
    const { account, ssm, role } = await operated();
    const input = { AutomationAssumeRole: role, IAMUserId: USER_ID, ...more };
    await expect(start(ssm, DEACTIVATE, input)).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
    expect(account.calls.filter(({ service }) => service !== 'ssm')).toEqual([]);
  });

  it.each([
    ['temporary credentials', { AccessKeyId: 'ASIAIOSFODNN7EXAMPLE' }],
    ['too many days', { ExemptForDays: '366' }],
  ])('%s', async (_title, more) => {
    const { account, ssm, role } = await operated();
    const input = { AutomationAssumeRole: role, IAMUserId: USER_ID, AccessKeyId: KEY_ID, ...more };
    await expect(start(ssm, REACTIVATE, input)).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
    expect(account.calls.filter(({ service }) => service !== 'ssm')).toEqual([]);
  });

  it.each([DEACTIVATE, REACTIVATE])('%s without the role that has no default', async (document) => {
    const { ssm } = await operated();
    await expect(start(ssm, document, { IAMUserId: USER_ID })).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
  });

  it('an empty value does not even reach Automation', async () => {
    const { ssm, role } = await operated();
    await expect(start(ssm, DEACTIVATE, { AutomationAssumeRole: role, IAMUserId: '' })).rejects.toMatchObject(
      { name: 'ValidationException' },
    );
  });
});
