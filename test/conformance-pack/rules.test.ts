import { describe, expect, it } from 'vitest';
import { packTemplate, packYaml } from '../../infra/pack/pack.ts';
import { refuseInvalidRequest } from '../../sandbox/service-model/validate.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { packErrors } from '../support/pack-rules.ts';
import { validate } from '../support/template-requests.ts';

const ROLE = 'arn:aws:iam::123456789012:role/one-active-key-automation';
const pack = packYaml({ accountId: '123456789012', partition: 'aws' });

/**
 * The pack with one part replaced; throws if the pack does not contain the part, since the sample would then
 * prove nothing.
 */
function broken(part: string, replacement: string): string {
  if (!pack.includes(part)) throw new Error(`Expected ${part} in the pack`);
  return pack.replaceAll(part, replacement);
}

describe('Config accepts the pack', () => {
  it.each(['aws', 'aws-us-gov', 'aws-cn'])('in %s', (partition) => {
    expect(packErrors(packYaml({ accountId: '111122223333', partition }))).toEqual([]);
  });
});

describe('the requests for the pack are within the service model', () => {
  it.each([
    ['PutConformancePack', { ConformancePackName: 'one-active-key' }],
    ['PutOrganizationConformancePack', { OrganizationConformancePackName: 'one-active-key' }],
  ])('%s', (operation, name) => {
    expect(() => refuseInvalidRequest('config', operation, { ...name, TemplateBody: pack })).not.toThrow();
    const tooLong = { ...name, TemplateBody: pack.padEnd(51_201, '#') };
    expect(() => refuseInvalidRequest('config', operation, tooLong)).toThrow('less than or equal to 51200');
  });

  it.each([
    ['None', ['ComplianceRule']],
    ['Manual', ['ComplianceRule', 'ComplianceRemediationConfiguration']],
    ['Automatic', ['ComplianceRule', 'ComplianceRemediationConfiguration']],
  ])('the rule and the remediation: %s', (Remediation, ids) => {
    const template = packTemplate({ accountId: '123456789012', partition: 'aws' });
    const { resources } = deploy(template, { parameters: { Remediation } });
    expect(Object.keys(resources)).toEqual(ids);
    for (const resource of Object.values(resources)) expect(() => validate(resource)).not.toThrow();
  });
});

describe('Config does not accept a pack', () => {
  const parameters = Array.from({ length: 60 }, (_, n) => `  P${n}: {Type: String, Default: x}\n`).join('');
  it.each([
    [
      'with a Ref for the name of the rule',
      broken('ConfigRuleName: iam-user-one-active-access-key', 'ConfigRuleName: !Ref ConfigRule'),
      [
        'ComplianceRule: ConfigRuleName is not a literal',
        'ComplianceRemediationConfiguration: ConfigRuleName is not a literal',
      ],
    ],
    [
      'with a Sub for the automation role',
      broken(ROLE, '!Sub "arn:aws:iam::${AWS::AccountId}:role/one-active-key-automation"'),
      ['ComplianceRemediationConfiguration: AutomationAssumeRole is not a literal'],
    ],
    [
      'with an empty automation role',
      broken(ROLE, '""'),
      ['ComplianceRemediationConfiguration: AutomationAssumeRole is not a literal'],
    ],
    [
      'with another type of resource',
      broken('Type: AWS::Config::ConfigRule', 'Type: AWS::Lambda::Function'),
      ['ComplianceRule: AWS::Lambda::Function is not allowed'],
    ],
    [
      'with 70 parameters',
      broken('Parameters:\n  Sel', `Parameters:\n${parameters}  Sel`),
      ['70 parameters'],
    ],
    ['of 51,201 bytes', pack.padEnd(51_201, '#'), ['51201 bytes']],
  ])('%s', (_, text, errors) => {
    expect(packErrors(text)).toEqual(errors);
  });
});
