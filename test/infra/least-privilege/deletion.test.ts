import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { type AuthorizationRequest, decide } from '../../support/simulator.ts';
import { deployedStack, ROLES, roleNamed, stackWithDeletions } from './deployed-roles.ts';
import { foreign, own, passRole, request } from './requests.ts';

const accountStack = deployedStack();
const withDeletions = stackWithDeletions();
const ssm = (resource: string, account = '111122223333', region = 'us-east-1') =>
  request('ssm:StartAutomationExecution', `arn:aws:ssm:${region}:${account}:${resource}`);

const ALLOWED: Readonly<Record<string, AuthorizationRequest>> = {
  'delete a key': request('iam:DeleteAccessKey', own.user),
  'start the runbook that deletes': ssm('document/OneActiveKey-DeleteDeactivatedAccessKeys'),
  'pass the automation role to it': passRole(own.role(NAMES.automationRole), 'ssm'),
};

describe('with daily deletions the remediation may', () => {
  it.each(Object.entries(ALLOWED))('%s', async (_, each) => {
    expect(await decide(roleNamed(withDeletions, ROLES.remediation), each)).toBe('Allowed');
  });
});

describe('without deletions no role may', () => {
  const cases = Object.entries(ALLOWED).flatMap(([title, each]) =>
    Object.values(ROLES).map((role) => [title, role, each] as const),
  );
  it.each(cases)('%s: %s', async (_, role, each) => {
    expect(await decide(roleNamed(accountStack, role), each)).toBe('ImplicitlyDenied');
  });
});

describe('with daily deletions no other role may', () => {
  const others = Object.values(ROLES).filter((role) => role !== ROLES.remediation);
  const cases = Object.entries(ALLOWED).flatMap(([title, each]) =>
    others.map((role) => [title, role, each] as const),
  );
  it.each(cases)('%s: %s', async (_, role, each) => {
    expect(await decide(roleNamed(withDeletions, role), each)).toBe('ImplicitlyDenied');
  });
});

describe('with daily deletions the remediation still may not', () => {
  it.each<[string, AuthorizationRequest]>([
    ['delete a key of another account', request('iam:DeleteAccessKey', foreign.user)],
    ['delete a user', request('iam:DeleteUser', own.user)],
    ['create a key', request('iam:CreateAccessKey', own.user)],
    ['start the runbook that deactivates', ssm('document/OneActiveKey-DeactivateSurplusAccessKeys')],
    ['start the runbook that reactivates', ssm('document/OneActiveKey-ReactivateAccessKey')],
    ['start a runbook of AWS', ssm('document/AWS-RestartEC2Instance')],
    ['start it in another account', ssm('document/OneActiveKey-DeleteDeactivatedAccessKeys', '444455556666')],
    [
      'start it in another Region',
      ssm('document/OneActiveKey-DeleteDeactivatedAccessKeys', '111122223333', 'eu-west-1'),
    ],
    ['pass the automation role to Lambda', passRole(own.role(NAMES.automationRole), 'lambda')],
    ['pass another role to Automation', passRole(own.role('admin'), 'ssm')],
  ])('%s', async (_, each) => {
    expect(await decide(roleNamed(withDeletions, ROLES.remediation), each)).toBe('ImplicitlyDenied');
  });
});

describe('by hand the remediation may delete a key, and nothing else of that', () => {
  const byHand = deployedStack({ parameters: { Deletion: 'ByHand' } });
  it.each(Object.entries(ALLOWED))('%s', async (title, each) => {
    const decision = await decide(roleNamed(byHand, ROLES.remediation), each);
    expect(decision).toBe(title === 'delete a key' ? 'Allowed' : 'ImplicitlyDenied');
  });
});

describe('the daily pass', () => {
  const daily = (parameters: Record<string, string>) => {
    const { resources } = deployedStack({ parameters });
    return { rule: resources['DailyPassRule'], permission: resources['DailyPassPermission'] };
  };

  it('does not exist without remediation', () => {
    expect(daily({ Remediation: 'None' })).toEqual({ rule: undefined, permission: undefined });
  });

  it.each([
    ['Deletion=None', {}, '{"operation":"DailyPass","remediation":"Manual"}'],
    [
      'Deletion=ByHand',
      { Deletion: 'ByHand', SoakDays: '30' },
      '{"operation":"DailyPass","remediation":"Manual"}',
    ],
    [
      'Deletion=Daily',
      { Deletion: 'Daily', SoakDays: '30' },
      '{"operation":"DailyPass","remediation":"Manual","soakDays":"30"}',
    ],
    [
      'Remediation=Automatic',
      { Remediation: 'Automatic' },
      '{"operation":"DailyPass","remediation":"Automatic"}',
    ],
  ])(
    'with %s invokes the function once a day, with the soak only if keys are deleted daily, and with who remediates',
    (_, parameters, Input) => {
      expect(daily(parameters).rule?.properties).toEqual({
        ScheduleExpression: 'rate(1 day)',
        Targets: [{ Id: 'remediation', Arn: own.function(NAMES.remediationFunction), Input }],
      });
    },
  );

  it('invokes the function by its own rule only', () => {
    expect(daily({}).permission?.properties).toMatchObject({
      FunctionName: NAMES.remediationFunction,
      Principal: 'events.amazonaws.com',
      SourceArn: expect.stringContaining(':rule/DailyPassRule'),
    });
  });
});
