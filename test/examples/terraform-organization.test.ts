import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import { TERRAFORM_MODULES } from '../../infra/terraform/modules.ts';
import { variableNameOf } from '../../infra/terraform/parameter.ts';
import { NAMES } from '../../product/names.ts';
import { type Block, readModule } from '../infra/terraform/parsed-modules.ts';
import { awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { accepts, parametersOf } from '../support/cloudformation/accepts.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const FOLDER = 'examples/terraform-organization';
const text = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.tf'))
  .map((name) => readFileSync(join(FOLDER, name), 'utf8'));
const example = (await parse('example.tf', text.join('\n'))) as {
  readonly module: Readonly<Record<string, readonly [Block]>>;
  readonly variable: Readonly<Record<string, unknown>>;
  readonly check: Readonly<Record<string, unknown>>;
};
const PAGE = `${FOLDER}/README.md`;
const page = readPage(PAGE);
const quoted = (cell = '') => Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = '']) => name);

/** The calls of modules, without what Terraform itself takes. */
const calls = Object.values(example.module).map(([block]) => {
  const { source, providers: _, depends_on: __, count: ___, ...values } = block;
  return { name: String(source).replace('../../terraform/', ''), values };
});

/** The values that are no references. */
const literals = (values: Block) =>
  Object.entries(values).filter(([, value]) => typeof value !== 'string' || !value.includes('${'));

describe(FOLDER, () => {
  it('deploys the topic, the organization, and the management account in both Regions', () => {
    expect(calls.map(({ name }) => name).toSorted()).toEqual([
      'account',
      'central',
      'forwarding',
      'organization',
    ]);
  });

  it.each(calls)('the call of $name has variables of the module, and all that need a value', async (call) => {
    const { variables } = await readModule(call.name);
    const needed = Object.entries(variables).filter(([, variable]) => !('default' in variable));
    expect(Object.keys(call.values).filter((name) => !(name in variables))).toEqual([]);
    expect(Object.keys(call.values)).toEqual(expect.arrayContaining(needed.map(([name]) => name)));
  });

  it.each(calls)('the template accepts the values of $name', ({ name, values }) => {
    const { stack = '' } = TERRAFORM_MODULES[name] ?? {};
    const byVariable = new Map(Object.keys(parametersOf(stack)).map((each) => [variableNameOf(each), each]));
    const given = literals(values).map(([each, value]) => [byVariable.get(each) ?? each, String(value)]);
    expect(given.filter(([each = '', value = '']) => !accepts(stack, each, value))).toEqual([]);
  });

  it('the template of the organization accepts them together', () => {
    const parameters = {
      Rollout: 'ConformancePack',
      CallAs: 'DELEGATED_ADMIN',
      RootId: 'r-ab12',
      ManagementAccountId: '111122223333',
      ReviewerAccountId: '222222222222',
      NotificationTopicArn: 'arn:aws:sns:eu-central-1:222222222222:OneActiveKeyCentral-Topic-EXAMPLE',
      TemplateUrl: 'https://bucket.s3.eu-central-1.amazonaws.com/one-active-key/a/account.template.yaml',
    };
    const where = { region: 'eu-central-1', accountId: '222222222222' };
    const stack = deploy(templateOf('OneActiveKeyOrganization'), { parameters, ...where });
    expect(stack.ofType('AWS::CloudFormation::StackSet')).toHaveLength(2);
    expect(stack.ofType('AWS::Config::OrganizationConformancePack')).toHaveLength(1);
  });

  it('checks the rule by its name', () => {
    expect(JSON.stringify(example.check['rule_has_evaluated'])).toContain(`"${NAMES.configRule}"`);
  });
});

describe(PAGE, () => {
  it('has each variable and each check', () => {
    const variables = tableBelow(page, 'Before').flatMap(([names]) => quoted(names));
    expect(variables.toSorted()).toEqual(Object.keys(example.variable).toSorted());
    const checks = tableBelow(page, 'Apply and look').flatMap(([names]) => quoted(names));
    expect(checks.toSorted()).toEqual(Object.keys(example.check).toSorted());
  });

  it('asks for the pack and the StackSet that the template has', () => {
    const text = JSON.stringify(templateOf('OneActiveKeyOrganization'));
    const commands = awsCommandsOf(PAGE);
    const names = ['--organization-conformance-pack-names', '--stack-set-name'].flatMap((option) =>
      commands.flatMap((command) => optionOf(command, option) ?? []),
    );
    expect(names).toEqual(['one-active-key', 'one-active-key']);
    expect(text).toContain('"OrganizationConformancePackName":"one-active-key"');
    expect(text).toContain('"StackSetName":"one-active-key"');
  });
});
