import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packTemplate, packYaml } from '../../infra/pack/pack.ts';
import { MAX_TEMPLATE_BODY_BYTES } from '../../infra/templates/template.ts';
import { NAMES } from '../../product/names.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { readYaml, templateOf } from '../support/cloudformation/templates.ts';

const ENVIRONMENT = { accountId: '123456789012', partition: 'aws' };

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

const resourcesOf = (template: object) =>
  (template as { Resources: Record<'ComplianceRule' | 'ComplianceRemediationConfiguration', Resource> })
    .Resources;
const pack = packTemplate(ENVIRONMENT);
const { ComplianceRule: rule, ComplianceRemediationConfiguration: remediation } = resourcesOf(pack);
const account = templateOf('OneActiveKey');

describe('conformance-pack/one-active-key.yaml', () => {
  const text = readFileSync(new URL('../../conformance-pack/one-active-key.yaml', import.meta.url), 'utf8');

  it('is what the command prints for the account 123456789012', () => {
    expect(text).toBe(packYaml(ENVIRONMENT));
  });

  it('has as YAML the same content as the template', () => {
    expect(readYaml(text)).toEqual({ AWSTemplateFormatVersion: '2010-09-09', ...pack });
  });

  it('is within the limits of Config: 51,200 bytes, 60 parameters, names of 255 characters, values of 4,096', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_TEMPLATE_BODY_BYTES);
    const parameters = Object.entries(pack['Parameters'] as Record<string, { Default: unknown }>);
    expect(parameters.length).toBeLessThanOrEqual(60);
    for (const [name, { Default }] of parameters) {
      expect(name.length).toBeLessThanOrEqual(255);
      expect(String(Default).length).toBeLessThanOrEqual(4_096);
    }
  });

  it('has only ASCII characters, since CloudFormation may replace others by a question mark', () => {
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  });
});

describe('the pack', () => {
  it('has only parameters, conditions, the rule and its remediation', () => {
    expect(Object.keys(pack)).toEqual(['Parameters', 'Conditions', 'Resources']);
    expect(Object.values(resourcesOf(pack)).map(({ Type }) => Type)).toEqual([
      'AWS::Config::ConfigRule',
      'AWS::Config::RemediationConfiguration',
    ]);
  });

  it('has literals for the names of the rule and of the role, for which Config accepts no intrinsic function', () => {
    expect(rule.Properties['ConfigRuleName']).toBe(NAMES.configRule);
    expect(remediation.Properties['ConfigRuleName']).toBe(NAMES.configRule);
    expect(remediation.Properties['TargetId']).toBe('OneActiveKey-DeactivateSurplusAccessKeys');
    expect(parametersOf(remediation)['AutomationAssumeRole']).toEqual({
      StaticValue: { Values: ['arn:aws:iam::123456789012:role/one-active-key-automation'] },
    });
    expect(remediation.DependsOn).toEqual(['ComplianceRule']);
  });

  it('invokes the function of the account in which it is deployed', () => {
    expect((rule.Properties['Source'] as { SourceIdentifier: object }).SourceIdentifier).toEqual({
      'Fn::Sub': 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:one-active-key-rule',
    });
  });

  it.each(['aws-us-gov', 'aws-cn'])('names the role in the partition %s', (partition) => {
    expect(packYaml({ accountId: '111122223333', partition })).toContain(
      `[arn:${partition}:iam::111122223333:role/one-active-key-automation]`,
    );
  });
});

describe('the pack and the stack are the same', () => {
  const stack = resourcesOf(account);

  it('in the parameters: names, bounds, defaults and descriptions', () => {
    expect(account['Parameters']).toMatchObject(pack['Parameters'] as object);
  });

  it('in the rule, except for the reference to the function', () => {
    const { Source: inPack, ...restOfPack } = rule.Properties;
    const { Source: inStack, ...restOfStack } = stack.ComplianceRule.Properties;
    expect(restOfPack).toEqual(restOfStack);
    expect({ ...(inPack as object), SourceIdentifier: '' }).toEqual({
      ...(inStack as object),
      SourceIdentifier: '',
    });
  });

  it('in the remediation, except for the references of the stack', () => {
    const references = { ConfigRuleName: '', TargetId: '' };
    const withoutRole = (resource: Resource) => ({
      ...resource.Properties,
      ...references,
      Parameters: { ...parametersOf(resource), AutomationAssumeRole: '' },
    });
    expect(withoutRole(remediation)).toEqual(withoutRole(stack.ComplianceRemediationConfiguration));
  });

  it('in the conditions', () => {
    expect(account['Conditions']).toMatchObject(pack['Conditions'] as object);
  });
});

function parametersOf({ Properties }: Resource): Readonly<Record<string, unknown>> {
  return Properties['Parameters'] as Record<string, unknown>;
}

describe('the pack for roles with a path', () => {
  const roleIn = (pack: object) => JSON.stringify(pack).match(/arn:[a-z-]+:iam::[^"]*/g);

  it('names the automation role with its path', () => {
    expect(roleIn(packTemplate({ ...ENVIRONMENT, rolePath: '/security/keys/' }))).toEqual([
      'arn:aws:iam::123456789012:role/security/keys/one-active-key-automation',
    ]);
  });

  it('names it as the account stack with the same RolePath does', () => {
    const stack = deploy(account, { parameters: { RolePath: '/security/keys/' }, accountId: '123456789012' });
    const pack = packTemplate({ ...ENVIRONMENT, rolePath: '/security/keys/' });
    expect(roleIn(pack)).toEqual([stack.outputs['AutomationRoleArn']]);
  });
});
