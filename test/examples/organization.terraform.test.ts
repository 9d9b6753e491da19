import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialize, terraform, terraformFolder } from '../infra/terraform/terraform-command.ts';

const EXAMPLE = 'examples/terraform-organization';
const STACK_ID = 'arn:aws:cloudformation:eu-central-1:222222222222:stack/OneActiveKeyOrganization/1a2b3c4d';
const TOPIC = 'arn:aws:sns:eu-central-1:222222222222:OneActiveKeyCentral-Topic-EXAMPLE';
let folder: string;
let root: string;

const quoted = (text: string) => text.replaceAll('"', String.raw`\"`);

const mocked = (alias: string, properties: string) => `mock_provider "aws" {${alias}
  mock_data "aws_s3_bucket" {
    defaults = { bucket_regional_domain_name = "bucket.s3.eu-central-1.amazonaws.com" }
  }
  mock_resource "aws_cloudformation_stack" {
    defaults = { id = "${STACK_ID}", outputs = { TopicArn = "${TOPIC}" } }
  }
  mock_data "aws_cloudcontrolapi_resource" {
    defaults = { properties = "${quoted(properties)}" }
  }
}
`;

const VARIABLES = `variables {
  organization_id            = "o-a1b2c3d4e5"
  root_id                    = "r-ab12"
  management_account_id      = "111122223333"
  security_account_id        = "222222222222"
  management_profile         = "management"
  template_bucket            = "security-bucket"
  management_template_bucket = "management-bucket"
}
`;

/** Applies the example to providers that answer without AWS: the stack and the rule are as given. */
function applied(stackStatus: string, compliance: string | undefined, expected: readonly string[]) {
  const stack = JSON.stringify({ StackStatus: stackStatus });
  const rule = JSON.stringify(compliance === undefined ? {} : { Compliance: { Type: compliance } });
  const failures = expected.length > 0 ? `  expect_failures = [${expected.join(', ')}]\n` : '';
  const text = [
    mocked('', stack),
    mocked('\n  alias = "management"', rule),
    mocked('\n  alias = "management_iam_events"', rule),
    VARIABLES,
    `run "applied" {\n  command = apply\n${failures}}\n`,
  ];
  writeFileSync(join(root, 'example.tftest.hcl'), text.join('\n'));
  return terraform(root, 'test', '-no-color');
}

describe('examples/terraform-organization', () => {
  beforeAll(() => {
    folder = terraformFolder();
    root = join(folder, EXAMPLE);
    cpSync(EXAMPLE, root, { recursive: true });
    const main = join(root, 'main.tf');
    writeFileSync(main, readFileSync(main, 'utf8').replace('>= 6.0.0', '>= 5.100.0'));
    const { status, output } = initialize(root);
    if (status !== 0) throw new Error(`Expected that the example can be initialized; received ${output}`);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has nothing to format', () => {
    expect(terraform(EXAMPLE, 'fmt', '-check', '-diff')).toMatchObject({ status: 0 });
  });

  it('is valid', () => {
    const { status, output } = terraform(root, 'validate', '-no-color');
    expect(status, output).toBe(0);
  });

  it.each([
    ['the stack is complete and the rule has a result', 'UPDATE_COMPLETE', 'NON_COMPLIANT', []],
    ['an update was rolled back', 'UPDATE_ROLLBACK_COMPLETE', 'COMPLIANT', ['check.organization_stack']],
    ['the pack is still under way', 'CREATE_IN_PROGRESS', 'COMPLIANT', ['check.organization_stack']],
    ['the rule has not evaluated', 'CREATE_COMPLETE', 'INSUFFICIENT_DATA', ['check.rule_has_evaluated']],
    ['the rule tells nothing', 'CREATE_COMPLETE', undefined, ['check.rule_has_evaluated']],
  ] as const)('%s', (_title, stackStatus, compliance, expected) => {
    const { status, output } = applied(stackStatus, compliance, expected);
    expect(status, output).toBe(0);
  });
});
