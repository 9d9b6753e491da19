import { describe, expect, it } from 'vitest';
import { AwsError } from '../../sandbox/api.ts';
import { type DeployedResource, deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { ACCOUNT } from '../support/extreme-parameters.ts';
import { validate } from '../support/template-requests.ts';

describe('a value beyond a limit is refused, so that the check is known to work', () => {
  const NotificationTopicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:security`;
  const stack = deploy(templateOf('OneActiveKey'), {
    parameters: { Remediation: 'Automatic', NotificationTopicArn },
  });
  const organization = deploy(templateOf('OneActiveKeyOrganization'), {
    parameters: {
      RootId: 'r-ab12',
      TemplateUrl: 'https://bucket.s3.us-east-1.amazonaws.com/0.1.0/account.yaml',
    },
  });
  const changed = (type: string, change: object): DeployedResource => {
    const [resource] = [...stack.ofType(type), ...organization.ofType(type)];
    if (!resource) throw new Error(`Expected a ${type}`);
    return { ...resource, properties: { ...resource.properties, ...change } };
  };
  const fixed = (value: string) => ({ Parameters: { A: { StaticValue: { Values: [value] } } } });
  const parameters = (count: number) => ({
    Parameters: Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`P${n}`, fixed('a').Parameters.A]),
    ),
  });

  const transformer = (InputTemplate: string, paths: number) => ({
    Targets: [
      {
        Id: 'topic',
        Arn: NotificationTopicArn,
        InputTransformer: {
          InputTemplate,
          InputPathsMap: Object.fromEntries(Array.from({ length: paths }, (_, n) => [`p${n}`, '$.detail'])),
        },
      },
    ],
  });

  const preferences = (name: string, value: string) => ({ OperationPreferences: { [name]: value } });
  const targets = (DeploymentTargets: object) => ({
    StackInstancesGroup: [{ DeploymentTargets, Regions: ['us-east-1'] }],
  });

  const remediation = 'AWS::Config::RemediationConfiguration';
  const pack = 'AWS::Config::OrganizationConformancePack';
  it.each([
    ['26 attempts', remediation, { MaximumAutomaticAttempts: 26 }],
    ['no attempt', remediation, { MaximumAutomaticAttempts: 0 }],
    ['2,678,001 seconds', remediation, { RetryAttemptSeconds: 2_678_001 }],
    ['an empty static value', remediation, fixed('')],
    ['a static value of 257 characters', remediation, fixed('x'.repeat(257))],
    ['26 parameters', remediation, parameters(26)],
    ['a target of another type', remediation, { TargetType: 'SSM' }],
    ['a description of 257 characters', 'AWS::Config::ConfigRule', { Description: 'x'.repeat(257) }],
    [
      'rule parameters of 1,025 characters',
      'AWS::Config::ConfigRule',
      { InputParameters: 'x'.repeat(1_023) },
    ],
    ['another owner', 'AWS::Config::ConfigRule', { Source: { Owner: 'CUSTOM' } }],
    ['a pack of 51,201 characters', pack, { TemplateBody: 'x'.repeat(51_201) }],
    ['a pack whose name begins with a digit', pack, { OrganizationConformancePackName: '1-active-key' }],
    ['1,001 excluded accounts', pack, { ExcludedAccounts: Array.from({ length: 1_001 }, () => ACCOUNT) }],
    ['an account of 11 digits', pack, { ExcludedAccounts: ['12345678901'] }],
    [
      'a StackSet of another permission model',
      'AWS::CloudFormation::StackSet',
      { PermissionModel: 'MANAGED' },
    ],
    ['a StackSet with an unknown CallAs', 'AWS::CloudFormation::StackSet', { CallAs: 'ADMIN' }],
    [
      'a tolerance of 101 %',
      'AWS::CloudFormation::StackSet',
      preferences('FailureTolerancePercentage', '101'),
    ],
    ['no account at a time', 'AWS::CloudFormation::StackSet', preferences('MaxConcurrentPercentage', '0')],
    [
      'a target that is no unit',
      'AWS::CloudFormation::StackSet',
      targets({ OrganizationalUnitIds: ['ab12'] }),
    ],
    [
      'a filter of another kind',
      'AWS::CloudFormation::StackSet',
      targets({ OrganizationalUnitIds: ['r-ab12'], AccountFilterType: 'ONLY' }),
    ],
    ['a runtime that Lambda does not know', 'AWS::Lambda::Function', { Runtime: 'nodejs23.x' }],
    ['a message of 8,193 characters', 'AWS::Events::Rule', transformer('x'.repeat(8_193), 1)],
    ['a message of 101 paths', 'AWS::Events::Rule', transformer('x', 101)],
    [
      'a permissions boundary of 2,049 characters',
      'AWS::IAM::Role',
      { PermissionsBoundary: 'x'.repeat(2_049) },
    ],
    ['a role’s name of 65 characters', 'AWS::IAM::Role', { RoleName: 'x'.repeat(65) }],
    [
      'six topics for an alarm',
      'AWS::CloudWatch::Alarm',
      { AlarmActions: Array(6).fill(NotificationTopicArn) },
    ],
    ['three retries of Lambda', 'AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 3 }],
    ['a document of another type', 'AWS::SSM::Document', { DocumentType: 'Runbook' }],
  ])('%s', (_, type, change) => {
    expect(() => validate(changed(type, change))).toThrow(AwsError);
    expect(() => validate(changed(type, {}))).not.toThrow();
  });
});
