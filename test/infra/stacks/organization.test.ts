import { describe, expect, it } from 'vitest';
import { packTemplate } from '../../../infra/pack/pack.ts';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';

const ORGANIZATION = templateOf('OneActiveKeyOrganization');
const URL = 'https://bucket.s3.us-east-1.amazonaws.com/0.1.0/one-active-key.template.yaml';
const ROOT = { OrganizationalUnitIds: 'r-ab12', TemplateUrl: URL };

function deployed(parameters: Readonly<Record<string, string>> = {}, environment: object = {}) {
  const stack = deploy(ORGANIZATION, { parameters: { ...ROOT, ...parameters }, ...environment });
  return {
    ...stack,
    stackSet: onlyResource(stack, 'AWS::CloudFormation::StackSet'),
    pack: onlyResource(stack, 'AWS::Config::OrganizationConformancePack'),
  };
}

describe('the StackSet', () => {
  const { stackSet } = deployed();

  it('takes the account template from its URL', () => {
    expect(stackSet.properties).toMatchObject({ TemplateURL: URL });
    expect(stackSet.properties).not.toHaveProperty('TemplateBody');
  });

  it('is service-managed, in one Region, with the capability that named roles need', () => {
    expect(stackSet.properties).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CallAs: 'SELF',
      StackInstancesGroup: [
        { DeploymentTargets: { OrganizationalUnitIds: ['r-ab12'] }, Regions: ['us-east-1'] },
      ],
    });
  });

  it('passes the parameters of the account template, leaves the rule to the pack, and what belongs to one account out', () => {
    const passed = stackSet.properties['Parameters'] as { ParameterKey: string; ParameterValue: string }[];
    expect(passed).toEqual([
      { ParameterKey: 'ConfigRule', ParameterValue: 'None' },
      { ParameterKey: 'Remediation', ParameterValue: 'Manual' },
      { ParameterKey: 'Deletion', ParameterValue: 'None' },
      { ParameterKey: 'SoakDays', ParameterValue: '14' },
      { ParameterKey: 'NearRealTime', ParameterValue: 'true' },
      { ParameterKey: 'KmsKeyArn', ParameterValue: '' },
      { ParameterKey: 'PermissionsBoundaryName', ParameterValue: '' },
      { ParameterKey: 'RolePath', ParameterValue: '/' },
      { ParameterKey: 'LogRetentionDays', ParameterValue: '365' },
    ]);
    const account = Object.keys(templateOf('OneActiveKey')['Parameters'] as object);
    const inPack = Object.keys(packTemplate({ accountId: '', partition: 'aws' })['Parameters'] as object);
    const others = account.filter(
      (name) => !passed.some(({ ParameterKey }) => ParameterKey === name) && !inPack.includes(name),
    );
    // A topic belongs to one account and Region, and so does a table.
    expect(others).toEqual(['NotificationTopicArn', 'Alarms', 'ExistingLedgerTable']);
    for (const { ParameterKey } of passed) expect(account).toContain(ParameterKey);
  });

  it('deploys to several units, and only to the accounts of a filter', () => {
    const { stackSet: filtered } = deployed({
      OrganizationalUnitIds: 'ou-ab12-12345678,ou-ab12-87654321',
      AccountFilterType: 'INTERSECTION',
      Accounts: '111122223333,123456789012',
    });
    expect(filtered.properties['StackInstancesGroup']).toEqual([
      {
        DeploymentTargets: {
          OrganizationalUnitIds: ['ou-ab12-12345678', 'ou-ab12-87654321'],
          AccountFilterType: 'INTERSECTION',
          Accounts: ['111122223333', '123456789012'],
        },
        Regions: ['us-east-1'],
      },
    ]);
  });

  it('has no filter if no accounts are named', () => {
    const [group] = stackSet.properties['StackInstancesGroup'] as { DeploymentTargets: object }[];
    expect(Object.keys(group?.DeploymentTargets ?? {})).toEqual(['OrganizationalUnitIds']);
  });
});

describe('the organization conformance pack', () => {
  it('is created after the StackSet and deleted before it', () => {
    expect(deployed().pack.after).toContain('AccountStackSet');
  });

  const GOVCLOUD = { partition: 'aws-us-gov', region: 'us-gov-west-1' };
  it.each([
    ['in which the stack is', deployed(), { accountId: '111122223333', partition: 'aws' }],
    [
      'that a delegated administrator names',
      deployed({ ManagementAccountId: '123456789012' }),
      { accountId: '123456789012', partition: 'aws' },
    ],
    ['in another partition', deployed({}, GOVCLOUD), { accountId: '111122223333', partition: 'aws-us-gov' }],
  ])('is the pack of the management account %s', (_, { pack }, environment) => {
    expect(JSON.parse(String(pack.properties['TemplateBody']))).toEqual(packTemplate(environment));
  });

  it('receives a value for each of its parameters', () => {
    const passed = deployed({ RotationGraceHours: '24' }).pack.properties['ConformancePackInputParameters'];
    const names = Object.keys(packTemplate({ accountId: '', partition: 'aws' })['Parameters'] as object);
    expect((passed as { ParameterName: string }[]).map(({ ParameterName }) => ParameterName)).toEqual(names);
    expect(passed).toContainEqual({ ParameterName: 'RotationGraceHours', ParameterValue: '24' });
    expect(passed).toContainEqual({ ParameterName: 'MaximumAutomaticAttempts', ParameterValue: '5' });
  });

  const DELEGATED = { CallAs: 'DELEGATED_ADMIN', ManagementAccountId: '123456789012' };
  const OTHERS = { ExcludedAccounts: '222222222222,333333333333' };
  const INCLUDED = { ExcludeManagementAccount: 'false' };
  it.each([
    ['the management account', {}, ['111122223333']],
    ['the management account, and others', OTHERS, ['111122223333', '222222222222', '333333333333']],
    ['the management account, by a delegated administrator', DELEGATED, ['123456789012']],
    ['no account', INCLUDED, undefined],
    ['only others', { ...INCLUDED, ...OTHERS }, ['222222222222', '333333333333']],
  ])('excludes %s', (_, parameters, accounts) => {
    expect(deployed(parameters).pack.properties['ExcludedAccounts']).toEqual(accounts);
  });
});

describe('a delegated administrator', () => {
  it('must name the management account', () => {
    expect(ORGANIZATION['Rules']).toMatchObject({
      DelegatedAdministrator: {
        RuleCondition: { 'Fn::Equals': [{ Ref: 'CallAs' }, 'DELEGATED_ADMIN'] },
        Assertions: [
          {
            Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ManagementAccountId' }, ''] }] },
            AssertDescription: expect.stringContaining('delegated administrator'),
          },
        ],
      },
    });
  });
});

describe('a filter', () => {
  const NONE = { 'Fn::Equals': [{ Ref: 'AccountFilterType' }, 'NONE'] };
  const NO_ACCOUNTS = { 'Fn::Equals': [{ Ref: 'Accounts' }, ''] };

  it('requires accounts, and accounts require a filter: otherwise all accounts of the units would be the target', () => {
    const either = [
      { 'Fn::And': [NONE, NO_ACCOUNTS] },
      { 'Fn::And': [{ 'Fn::Not': [NONE] }, { 'Fn::Not': [NO_ACCOUNTS] }] },
    ];
    expect(ORGANIZATION['Rules']).toMatchObject({
      AccountFilter: { Assertions: [{ Assert: { 'Fn::Or': either } }] },
    });
  });
});
