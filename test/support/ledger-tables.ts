import { readFileSync } from 'node:fs';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { OneActiveKey } from '../../infra/library/one-active-key.ts';
import type { Template } from '../../infra/templates/template.ts';
import { templateOf } from './cloudformation/templates.ts';
import { resolved } from './library.ts';

const [, TERRAFORM_STACK = ''] =
  /variable "stack_name" \{[^}]*?default += "(\w+)"/.exec(
    readFileSync(new URL('../../terraform/account/variables.tf', import.meta.url), 'utf8'),
  ) ?? [];

/**
 * The name of the table of the ledger by how the stack is deployed. CloudFormation generates the name of a
 * table from the stack, the logical id and twelve characters (CloudFormation User Guide, "Name type"), and
 * StackSets the name of a stack from that of the StackSet and an id.
 */
export const LEDGER_TABLES: Readonly<Record<string, string>> = {
  'the stack of the pages': tableOf('OneActiveKey', templateOf('OneActiveKey')),
  'a stack of another name': tableOf('access-keys', templateOf('OneActiveKey')),
  'the Terraform module': tableOf(TERRAFORM_STACK, templateOf('OneActiveKey')),
  'the StackSet': tableOf(
    `StackSet-${stackSetName()}-0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f`,
    templateOf('OneActiveKey'),
  ),
  'an app of the CDK': cdkTable('OneActiveKey'),
  'an app of the CDK, with another id': cdkTable('Keys'),
};

/** The name of the StackSet that has the ledger, which is the first of the organization's template. */
function stackSetName(): string {
  const { AccountStackSet } = templateOf('OneActiveKeyOrganization')['Resources'] as Record<
    string,
    { readonly Properties: { readonly StackSetName: string } }
  >;
  return AccountStackSet?.Properties.StackSetName ?? '';
}

function cdkTable(id: string): string {
  const stage = new Stage(new App({ analyticsReporting: false }), 'Prod');
  const stack = new Stack(stage, 'SecurityBaseline');
  new OneActiveKey(stack, id, { code: () => Code.fromInline('exports.handler = () => {};') });
  return tableOf(stack.stackName, resolved(stack));
}

function tableOf(stackName: string, template: Template): string {
  const [logicalId, ...others] = Object.entries(
    template['Resources'] as Record<string, { readonly Type: string }>,
  )
    .filter(([, { Type }]) => Type === 'AWS::DynamoDB::Table')
    .map(([id]) => id);
  if (logicalId === undefined || others.length > 0)
    throw new Error(
      `Expected one table in the template of ${stackName}; received ${[logicalId, ...others].join(', ')}`,
    );
  return `${stackName}-${logicalId}-1A2B3C4D5E6F`;
}
