import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TERRAFORM_MODULES } from '../../../infra/terraform/modules.ts';
import type { TemplateParameter } from '../../../infra/terraform/parameter.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { readPage } from '../../support/pages.ts';
import { initialize, terraform, terraformFolder } from './terraform-command.ts';

let folder: string;
const BUCKET = 'bucket.s3.eu-central-1.amazonaws.com';

/** What each module has to be given. */
const NEEDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: { template_bucket: 'bucket' },
  forwarding: { home_region: 'eu-central-1' },
  organization: { template_bucket: 'bucket' },
  central: { organization_id: 'o-a1b2c3d4e5' },
  approval: { approvers: 'arn:aws:iam::111122223333:role/approver' },
};

/** Values that a template refuses, in Terraform's language: one for each kind of variable. */
const REFUSED: readonly (readonly [module: string, variable: string, value: string])[] = [
  ['account', 'rotation_grace_hours', '721'],
  ['account', 'rotation_grace_hours', '1.5'],
  ['account', 'exemption_max_days', '0'],
  ['account', 'evaluation_frequency', '"Daily"'],
  ['account', 'log_retention_days', '2'],
  ['account', 'retry_attempt_seconds', '2678001'],
  ['account', 'role_path', '"security"'],
  ['account', 'permissions_boundary_name', '"/boundary"'],
  ['account', 'kms_key_arn', '"arn:aws:kms:eu-central-1:111122223333:alias/security"'],
  ['account', 'reviewer_account_id', '"1234"'],
  ['forwarding', 'home_region', '"Frankfurt"'],
  ['organization', 'organizational_unit_ids', '["r-ab12"]'],
  ['organization', 'accounts', '["1234"]'],
  ['organization', 'failure_tolerance_percentage', '101'],
  ['central', 'organization_id', '"a1b2c3d4e5"'],
  ['approval', 'approvers', '"dana"'],
  ['approval', 'minimum_approvals', '11'],
];

const MOCK = `mock_provider "aws" {
  mock_data "aws_s3_bucket" {
    defaults = {
      bucket_regional_domain_name = "${BUCKET}"
    }
  }
}
`;

const assignments = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => `    ${name} = ${value}`);

/** A plan of a module with these values; the body says what is expected of it. */
const planWith = (name: string, values: Readonly<Record<string, string>>, ...body: readonly string[]) =>
  [
    `run "${name}" {`,
    '  command = plan',
    '  variables {',
    ...assignments(values),
    '  }',
    ...body,
    '}',
    '',
  ].join('\n');

const quoted = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));

/** The parameters that a stack has by default, and the needed ones. */
function expectedParameters(name: string): Readonly<Record<string, string>> {
  const { stack = '' } = TERRAFORM_MODULES[name] ?? {};
  const parameters = templateOf(stack)['Parameters'] as Readonly<Record<string, TemplateParameter>>;
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'dist/one-active-key.template.yaml')))
    .digest('hex');
  const given: Readonly<Record<string, string | undefined>> = {
    HomeRegion: NEEDED[name]?.['home_region'],
    OrganizationId: NEEDED[name]?.['organization_id'],
    TemplateUrl: `https://${BUCKET}/one-active-key/${hash}/account.template.yaml`,
  };
  const values = Object.entries(parameters).map(([parameter, { Default }]) => [
    parameter,
    String(given[parameter] ?? Default),
  ]);
  return Object.fromEntries(values.toSorted());
}

/** Runs `terraform test` with one file, by a provider that answers without AWS. */
function testModule(name: string, runs: readonly string[]): void {
  const module = join(folder, 'terraform', name);
  writeFileSync(join(module, 'module.tftest.hcl'), [MOCK, ...runs].join('\n'));
  const { status, output } = terraform(module, 'test', '-no-color');
  expect(status, output).toBe(0);
}

describe('Terraform itself', () => {
  beforeAll(() => {
    folder = terraformFolder();
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has nothing to format', () => {
    expect(terraform('terraform', 'fmt', '-check', '-recursive', '-diff')).toMatchObject({ status: 0 });
  });

  describe.each(Object.keys(TERRAFORM_MODULES))('terraform/%s', (name) => {
    const needed = quoted(NEEDED[name] ?? {});

    it('is valid', () => {
      const { status, output } = terraform(join(folder, 'terraform', name), 'validate', '-no-color');
      expect(status, output).toBe(0);
    });

    it('plans a stack with the parameters that the template has by default', () => {
      const expected = JSON.stringify(JSON.stringify(expectedParameters(name)));
      const parameters = 'jsonencode(aws_cloudformation_stack.this.parameters)';
      const assertion = [
        '  assert {',
        `    condition     = ${parameters} == ${expected}`,
        `    error_message = ${parameters}`,
        '  }',
      ];
      testModule(name, [planWith('defaults', needed, ...assertion)]);
    });

    it('refuses what the template refuses, and names the variable', () => {
      const runs = REFUSED.filter(([module]) => module === name).map(([, variable, value], index) =>
        planWith(
          `refused_${index}`,
          { ...needed, [variable]: value },
          `  expect_failures = [var.${variable}]`,
        ),
      );
      testModule(name, runs);
    });
  });

  it.each(['account', 'organization'])('terraform/%s refuses to plan without a bucket and a URL', (name) => {
    testModule(name, [planWith('neither', {}, '  expect_failures = [data.aws_s3_bucket.template]')]);
  });

  it('terraform/account reads no template if it is given the URL of one', () => {
    const values = quoted({ template_url: `https://${BUCKET}/template.yaml`, template_folder: 'nowhere' });
    testModule('account', [planWith('url', values)]);
  });

  it.each(
    Array.from(readPage('docs/deploy.md').matchAll(/^```hcl\n([\s\S]*?)^```$/gm), ([, text = '']) => [text]),
  )('the page: %j is valid', (text) => {
    const root = join(folder, `page-${createHash('sha256').update(text).digest('hex')}`);
    mkdirSync(root);
    symlinkSync(folder, join(root, 'one-active-key'));
    writeFileSync(join(root, 'main.tf'), text);
    for (const { status, output } of [initialize(root), terraform(root, 'validate', '-no-color')])
      expect(status, output).toBe(0);
  });
});
