import { describe, expect, it } from 'vitest';
import { ALL, makesSense, titleOf } from '../../support/capabilities.ts';
import { type DeployedStack, deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';

const template = templateOf('OneActiveKey');
const CREATED = 'OneActiveKey-LedgerTable-1A2B3C4D5E6F';
const EXISTING = 'OneActiveKey-LedgerTable-OF0BEFORE';
const deployed = (parameters: Readonly<Record<string, string>> = {}, environment: object = {}) =>
  deploy(template, { parameters, ...environment });

describe('the table of the ledger', () => {
  const { properties } = onlyResource(deployed(), 'AWS::DynamoDB::Table');
  const declared = (template['Resources'] as Record<string, object>)['LedgerTable'];

  it('has the keys pk and sk, is paid for by request, tidies up by expiresAt, and has point-in-time recovery', () => {
    expect(properties).toEqual({
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('stays when the stack is deleted or the table is replaced, but not if its own creation is rolled back', () => {
    expect(declared).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  it('is encrypted with the key of the customer if one is given', () => {
    const KmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const encrypted = onlyResource(deployed({ KmsKeyArn }), 'AWS::DynamoDB::Table').properties;
    const SSESpecification = { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: KmsKeyArn };
    expect(encrypted).toEqual({ ...properties, SSESpecification });
  });
});

describe('the stack creates a table if there is something to remember', () => {
  it.each(ALL.filter(makesSense).map((each) => [titleOf(each), each] as const))('%s', (_, parameters) => {
    const remembers = parameters.Remediation !== 'None' || parameters.NearRealTime === 'true';
    expect('LedgerTable' in deployed(parameters).resources).toBe(remembers);
    const withTable = deployed({ ...parameters, ExistingLedgerTable: EXISTING });
    expect(withTable.resources).not.toHaveProperty('LedgerTable');
    expect(withTable.outputs['LedgerTable']).toBe(remembers ? EXISTING : undefined);
  });
});

it('without a table the rule function names none', () => {
  const stack = deployed({ Remediation: 'None', NearRealTime: 'false' });
  expect(environmentsOf(stack)).toEqual({ 'one-active-key-rule': undefined });
  expect(ledgerResourcesIn(stack)).toEqual([]);
});

it('the rule function knows a table only when its role may use it', () => {
  const KmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const policies = ['RuleLedgerPolicy', 'RuleLedgerKeyPolicy'];
  const isAfter = (parameters: Readonly<Record<string, string>>) => {
    const { after = [] } = deployed(parameters).resources['RuleFunction'] ?? {};
    return policies.filter((id) => after.includes(id));
  };
  expect(isAfter({ KmsKeyArn })).toEqual(policies);
  expect(isAfter({})).toEqual(['RuleLedgerPolicy']);
  expect(isAfter({ KmsKeyArn, Remediation: 'None', NearRealTime: 'false' })).toEqual([]);
});

describe.each([
  ['the table of the stack', {}, CREATED],
  ['an existing table', { ExistingLedgerTable: EXISTING }, EXISTING],
])('with %s', (_, parameters, name) => {
  const stack = deployed(parameters);

  it('the output and the environment of every function name it', () => {
    expect(stack.outputs['LedgerTable']).toBe(name);
    expect(environmentsOf(stack)).toEqual({
      'one-active-key-rule': name,
      'one-active-key-remediation': name,
      'one-active-key-reevaluation': name,
    });
  });

  it.each([
    ['aws', 'us-east-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
  ])('the permissions name it by its ARN, in %s', (partition, region) => {
    const resources = ledgerResourcesIn(deployed(parameters, { partition, region }));
    expect(resources).toEqual([`arn:${partition}:dynamodb:${region}:111122223333:table/${name}`]);
  });
});

it('an existing table is used without another change of the stack', () => {
  const [before, after] = [deployed().resources, deployed({ ExistingLedgerTable: EXISTING }).resources];
  const changed = Object.keys(before).filter(
    (id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]),
  );
  expect(changed).toEqual([
    'LedgerTable',
    'RuleFunction',
    'RuleLedgerPolicy',
    'LedgerTableName',
    'RemediateRole',
    'RemediateFunction',
    'ReevaluationRole',
    'ReevaluationFunction',
  ]);
  expect(Object.keys(after).filter((id) => !(id in before))).toEqual([]);
});

function environmentsOf(stack: DeployedStack): Readonly<Record<string, string | undefined>> {
  const functions = stack.ofType('AWS::Lambda::Function').map(({ properties }) => properties);
  return Object.fromEntries(
    functions.map(({ FunctionName, Environment }) => {
      const { Variables = {} } = (Environment ?? {}) as { Variables?: Record<string, string> };
      return [String(FunctionName), Variables['LEDGER_TABLE']];
    }),
  );
}

/** The different resources of all statements about DynamoDB. */
function ledgerResourcesIn(stack: DeployedStack): unknown[] {
  const policies = JSON.stringify([
    ...stack.ofType('AWS::IAM::Role').map(({ properties }) => properties['Policies']),
    ...stack.ofType('AWS::IAM::Policy').map(({ properties }) => properties),
  ]);
  const found = policies.matchAll(/"Action":\["dynamodb:[^\]]*\],"Resource":("[^"]*"|\[[^\]]*\])/g);
  return [...new Set(Array.from(found, ([, resource = '']) => JSON.parse(resource)))];
}
