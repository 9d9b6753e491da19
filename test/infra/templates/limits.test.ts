import { describe, expect, it } from 'vitest';
import { packTemplate } from '../../../infra/pack/pack.ts';
import { MAX_TEMPLATE_BODY_BYTES, toYaml } from '../../../infra/templates/template.ts';
import { accepts, parametersOf } from '../../support/cloudformation/accepts.ts';
import { type DeployedResource, deploy } from '../../support/cloudformation/deploy.ts';
import { STACK_NAMES, templateOf } from '../../support/cloudformation/templates.ts';
import { ACCOUNT, EXTREME_PACK, EXTREMES } from '../../support/extreme-parameters.ts';
import { requestsFor, validate } from '../../support/template-requests.ts';

const REQUIRED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  OneActiveKeyApproval: { Approvers: 'arn:aws:iam::111122223333:role/approver' },
  OneActiveKeyCentral: { OrganizationId: 'o-a1b2c3d4e5' },
  OneActiveKeyForwarding: { HomeRegion: 'eu-central-1' },
  OneActiveKeyOrganization: {
    RootId: 'r-ab12',
    TemplateUrl: 'https://bucket.s3.us-east-1.amazonaws.com/0.1.0/account.yaml',
  },
};

const ENVIRONMENTS = [
  { region: 'us-east-1', partition: 'aws' },
  { region: 'us-gov-west-1', partition: 'aws-us-gov' },
  { region: 'eu-central-1', partition: 'aws' },
];

describe.each(STACK_NAMES)('%s: AWS accepts every request that CloudFormation makes', (stack) => {
  const cases = ENVIRONMENTS.flatMap((environment) =>
    [
      ['defaults', REQUIRED[stack] ?? {}] as const,
      ['the longest and largest values', EXTREMES[stack] ?? {}] as const,
      // With an existing table the stack creates none.
      ...(stack === 'OneActiveKey'
        ? [['these values, and a new table', { ...EXTREMES[stack], ExistingLedgerTable: '' }] as const]
        : []),
      ...(stack === 'OneActiveKeyOrganization'
        ? [['these values, and a pack', { ...EXTREMES[stack], ...EXTREME_PACK }] as const]
        : []),
    ].map(([values, parameters]) => ({
      values,
      deployed: deploy(templateOf(stack), { ...environment, parameters }),
      ...environment,
    })),
  );

  it.each(cases)('$partition, $region, $values', ({ deployed }) => {
    const resources = Object.entries(deployed.resources);
    expect(resources.length).toBeGreaterThan(0);
    for (const [id, resource] of resources) expect(() => validate(resource), id).not.toThrow();
  });
});

describe.each(STACK_NAMES)('the longest and largest values of %s', (stack) => {
  const extremes = Object.entries(EXTREMES[stack] ?? {});

  it('exist for every parameter, and the template accepts them', () => {
    expect(extremes.map(([name]) => name).toSorted()).toEqual(Object.keys(parametersOf(stack)).toSorted());
    expect(extremes.filter(([name, value]) => !accepts(stack, name, value))).toEqual([]);
  });

  it('have at most 4,096 bytes each (CloudFormation quotas)', () => {
    expect(extremes.filter(([, value]) => value.length > 4_096)).toEqual([]);
  });

  it('are the largest numbers and the longest ARNs', () => {
    const larger = extremes
      .filter(([name]) => name.endsWith('Arn') || parametersOf(stack)[name]?.MaxValue !== undefined)
      .filter(([name, value]) =>
        accepts(stack, name, /^\d+$/.test(value) ? `${Number(value) + 1}` : `${value}a`),
      );
    expect(larger).toEqual([]);
  });
});

it('a resource of an unknown type is an error', () => {
  const bucket = { type: 'AWS::S3::Bucket', properties: {}, after: [] };
  expect(() => requestsFor(bucket)).toThrow(/Expected one of the types .*; received AWS::S3::Bucket/);
});

describe('limits that the service models do not have', () => {
  const stack = deploy(templateOf('OneActiveKey'), {
    parameters: EXTREMES['OneActiveKey'] ?? {},
    ...ENVIRONMENTS[1],
  });
  const only = (type: string): DeployedResource => {
    const [resource] = stack.ofType(type);
    if (!resource) throw new Error(`Expected a ${type}`);
    return resource;
  };

  it('the name of a rule with a pack’s suffix has at most 64 characters (GetComplianceDetailsByConfigRule)', () => {
    const { ConfigRuleName } = only('AWS::Config::ConfigRule').properties;
    expect(`${String(ConfigRuleName)}-conformance-pack-`.length + 9).toBeLessThanOrEqual(64);
  });

  it('a document has at most 64 KB (Systems Manager quotas), its ARN 128 characters (StartAutomationExecution)', () => {
    for (const { properties } of stack.ofType('AWS::SSM::Document')) {
      expect(Buffer.byteLength(JSON.stringify(properties['Content']))).toBeLessThanOrEqual(65_536);
      const arn = `arn:aws-us-gov:ssm:us-gov-west-1:${ACCOUNT}:document/${String(properties['Name'])}`;
      expect(arn.length).toBeLessThanOrEqual(128);
    }
  });

  it('all inline policies of a role have at most 10,240 characters, its trust policy 2,048 (IAM quotas)', () => {
    for (const { properties } of stack.ofType('AWS::IAM::Role')) {
      expect(JSON.stringify(properties['Policies']).length).toBeLessThanOrEqual(10_240);
      expect(JSON.stringify(properties['AssumeRolePolicyDocument']).length).toBeLessThanOrEqual(2_048);
    }
  });

  it('a function runs at most 900 seconds, its environment has at most 4 KB, its inline code 4 MB (Lambda quotas)', () => {
    for (const { properties } of stack.ofType('AWS::Lambda::Function')) {
      expect(properties['Timeout']).toBeLessThanOrEqual(900);
      expect(JSON.stringify(properties['Environment'] ?? {}).length).toBeLessThanOrEqual(4_096);
      expect((properties['Code'] as { ZipFile: string }).ZipFile.length).toBeLessThanOrEqual(4_194_304);
    }
  });

  it('a template has at most 200 parameters, outputs and mappings, and 500 resources (CloudFormation quotas)', () => {
    for (const name of STACK_NAMES) {
      for (const section of ['Parameters', 'Outputs', 'Mappings']) {
        expect(Object.keys(templateOf(name)[section] ?? {}).length).toBeLessThanOrEqual(200);
      }
      expect(Object.keys(templateOf(name)['Resources'] ?? {}).length).toBeLessThanOrEqual(500);
    }
  });

  it('the organization’s template has at most 51,200 bytes, so that it can be deployed without a bucket', () => {
    const text = toYaml(templateOf('OneActiveKeyOrganization'));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_TEMPLATE_BODY_BYTES);
  });

  it('the pack in the organization’s template has at most 51,200 bytes', () => {
    const pack = JSON.stringify(packTemplate({ accountId: ACCOUNT, partition: 'aws-us-gov' }));
    expect(Buffer.byteLength(pack)).toBeLessThanOrEqual(51_200);
  });
});
