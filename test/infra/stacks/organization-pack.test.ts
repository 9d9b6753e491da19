import { describe, expect, it } from 'vitest';
import { packTemplate } from '../../../infra/pack/pack.ts';
import { onlyResource } from '../../support/cloudformation/deploy.ts';
import { deployOrganization, ROLLOUTS, type Values } from '../../support/organization.ts';

const packOf = (parameters: Values = {}, environment: object = {}) =>
  onlyResource(
    deployOrganization({ ...ROLLOUTS.pack, ...parameters }, environment),
    'AWS::Config::OrganizationConformancePack',
  );

const DELEGATED = { CallAs: 'DELEGATED_ADMIN', ManagementAccountId: '123456789012' };

describe('the organization conformance pack', () => {
  it('is created after the StackSet and deleted before it', () => {
    expect(packOf().after).toContain('AccountStackSet');
  });

  it.each(Object.entries(ROLLOUTS))('exists only where the rollout is a pack: %s', (rollout, values) => {
    const packs = deployOrganization(values).ofType('AWS::Config::OrganizationConformancePack');
    expect(packs).toHaveLength(rollout === 'pack' ? 1 : 0);
  });

  const GOVCLOUD = { partition: 'aws-us-gov', region: 'us-gov-west-1' };
  it.each([
    ['in which the stack is', packOf(), { accountId: '111122223333', partition: 'aws' }],
    [
      'that names itself',
      packOf({ ManagementAccountId: '111122223333' }),
      { accountId: '111122223333', partition: 'aws' },
    ],
    [
      'that a delegated administrator names',
      packOf(DELEGATED),
      { accountId: '123456789012', partition: 'aws' },
    ],
    ['in another partition', packOf({}, GOVCLOUD), { accountId: '111122223333', partition: 'aws-us-gov' }],
    [
      'with a path for its roles',
      packOf({ RolePath: '/security/' }),
      { accountId: '111122223333', partition: 'aws', rolePath: '/security/' },
    ],
  ])('is the pack of the management account %s', (_, { properties }, environment) => {
    expect(JSON.parse(String(properties['TemplateBody']))).toEqual(packTemplate(environment));
  });

  it('receives a value for each of its parameters', () => {
    const passed = packOf({ RotationGraceHours: '24' }).properties['ConformancePackInputParameters'];
    const names = Object.keys(packTemplate({ accountId: '', partition: 'aws' })['Parameters'] as object);
    expect((passed as { ParameterName: string }[]).map(({ ParameterName }) => ParameterName)).toEqual(names);
    expect(passed).toContainEqual({ ParameterName: 'RotationGraceHours', ParameterValue: '24' });
    expect(passed).toContainEqual({ ParameterName: 'MaximumAutomaticAttempts', ParameterValue: '5' });
  });

  const OTHERS = { ExcludedAccounts: '222222222222,333333333333' };
  const INCLUDED = { ExcludeManagementAccount: 'false' };
  it.each([
    ['the management account', {}, ['111122223333']],
    ['the management account, and others', OTHERS, ['111122223333', '222222222222', '333333333333']],
    ['the management account, by a delegated administrator', DELEGATED, ['123456789012']],
    ['no account', INCLUDED, undefined],
    ['only others', { ...INCLUDED, ...OTHERS }, ['222222222222', '333333333333']],
  ])('excludes %s', (_, parameters, accounts) => {
    expect(packOf(parameters).properties['ExcludedAccounts']).toEqual(accounts);
  });
});
