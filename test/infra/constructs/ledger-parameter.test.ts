import { describe, expect, it } from 'vitest';
import { ALL, makesSense, titleOf } from '../../support/capabilities.ts';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { requestsFor, validate } from '../../support/template-requests.ts';

const template = templateOf('OneActiveKey');
const EXISTING = 'OneActiveKey-LedgerTable-OF0BEFORE';
const parameterOf = (parameters: Readonly<Record<string, string>>) =>
  onlyResource(deploy(template, { parameters }), 'AWS::SSM::Parameter');

describe('the parameter with the name of the table', () => {
  it.each([
    ['the table of the stack', {}, 'OneActiveKey-LedgerTable-1A2B3C4D5E6F'],
    ['an existing table', { ExistingLedgerTable: EXISTING }, EXISTING],
    ['an existing table with the longest name', { ExistingLedgerTable: 't'.repeat(255) }, 't'.repeat(255)],
  ])('%s: a String of the tier that costs nothing, within the service model', (_, parameters, Value) => {
    const parameter = parameterOf(parameters);
    expect(parameter.properties).toEqual({
      Name: '/one-active-key/ledger-table',
      Description: 'The table in which One Active Key remembers what it did.',
      Type: 'String',
      Tier: 'Standard',
      Value,
    });
    expect(requestsFor(parameter)).toHaveLength(1);
    expect(() => validate(parameter)).not.toThrow();
  });

  // PutParameter, Name: such a prefix is reserved; the name has at most 15 levels and 1,011 characters.
  it('has a name that Parameter Store accepts, the same in every account and Region', () => {
    const { Name } = parameterOf({}).properties;
    expect(Name).toMatch(/^(\/[A-Za-z0-9_.-]+){1,15}$/);
    expect(Name).not.toMatch(/^\/?(aws|ssm)/i);
    for (const region of ['eu-central-1', 'cn-north-1']) {
      const elsewhere = deploy(template, { region, partition: region === 'cn-north-1' ? 'aws-cn' : 'aws' });
      expect(onlyResource(elsewhere, 'AWS::SSM::Parameter').properties['Name']).toBe(Name);
    }
  });

  it('is created after the rule function, whose name is taken where the account has the stack already', () => {
    expect(parameterOf({}).after).toEqual(expect.arrayContaining(['LedgerTable', 'RuleFunction']));
  });

  it('is deleted with the stack, so that the stack can be deployed again', () => {
    const declared = (template['Resources'] as Record<string, object>)['LedgerTableName'];
    expect(declared).not.toHaveProperty('DeletionPolicy');
    expect(declared).not.toHaveProperty('UpdateReplacePolicy');
  });
});

describe('it exists where a ledger is, whoever created the table', () => {
  it.each(ALL.filter(makesSense).map((each) => [titleOf(each), each] as const))('%s', (_, parameters) => {
    for (const ExistingLedgerTable of ['', EXISTING]) {
      const stack = deploy(template, { parameters: { ...parameters, ExistingLedgerTable } });
      const values = stack.ofType('AWS::SSM::Parameter').map(({ properties }) => properties['Value']);
      expect(values).toEqual([stack.outputs['LedgerTable'] ?? []].flat());
    }
  });
});
