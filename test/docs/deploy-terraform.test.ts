import { parse } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import { TERRAFORM_MODULES } from '../../infra/terraform/modules.ts';
import { type TemplateParameter, variableNameOf } from '../../infra/terraform/parameter.ts';
import { type Block, readModule } from '../infra/terraform/parsed-modules.ts';
import { accepts } from '../support/cloudformation/accepts.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const page = readPage('docs/deploy.md');
const BLOCKS = await Promise.all(
  Array.from(page.matchAll(/^```hcl\n([\s\S]*?)^```$/gm), ([, text = '']) => parse('page.tf', text)),
);

interface Root {
  readonly module: Readonly<Record<string, readonly [Block]>>;
  readonly provider?: { readonly aws: readonly { readonly region: string; readonly alias?: string }[] };
}

const CALLS = (BLOCKS as unknown as readonly Root[]).flatMap(({ module }) =>
  Object.values(module).map(([{ source, providers: _, ...values }]) => ({
    name: String(source).replace('./one-active-key/terraform/', ''),
    values,
  })),
);

describe('docs/deploy.md, “With Terraform”', () => {
  it('has a row for each module, with the stack that it deploys', () => {
    const rows = tableBelow(page, 'With Terraform').map(([module = '', stack = '']) => [
      /\[([\w-]+)\]/.exec(module)?.[1],
      stack.replaceAll('`', ''),
    ]);
    const modules = Object.entries(TERRAFORM_MODULES).map(([name, { stack }]) => [name, stack]);
    expect(rows.toSorted()).toEqual(modules.toSorted());
  });

  it('calls modules by relative paths, which Terraform does not copy away from dist', () => {
    const sources = (BLOCKS as unknown as readonly Root[]).flatMap(({ module }) =>
      Object.values(module).map(([{ source }]) => String(source)),
    );
    expect(sources.filter((source) => !/^\.\.?\//.test(source))).toEqual([]);
    expect(page).toContain('relative path that begins with `./` or `../`');
  });

  it('calls modules of this project', () => {
    expect(CALLS.map(({ name }) => name)).toEqual(['account', 'forwarding']);
  });

  it.each(CALLS)(
    'the call of $name has only variables of the module, and all that have no default',
    async ({ name, values }) => {
      const { variables } = await readModule(name);
      const required = Object.entries(variables).filter(([, variable]) => !('default' in variable));
      expect(Object.keys(values).filter((variable) => !(variable in variables))).toEqual([]);
      expect(Object.keys(values)).toEqual(expect.arrayContaining(required.map(([variable]) => variable)));
    },
  );

  it.each(CALLS)(
    'the template accepts the values in the call of $name, also together',
    ({ name, values }) => {
      const { stack = '', omitted = [] } = TERRAFORM_MODULES[name] ?? {};
      const template = templateOf(stack);
      const url = 'https://bucket.s3.us-east-1.amazonaws.com/one-active-key/a/account.template.yaml';
      const parameters: Record<string, string> = Object.fromEntries(omitted.map((each) => [each, url]));
      for (const parameter of Object.keys(template['Parameters'] as Record<string, TemplateParameter>)) {
        const value = values[variableNameOf(parameter)];
        if (value !== undefined)
          parameters[parameter] = Array.isArray(value) ? value.join(',') : String(value);
      }
      expect(Object.entries(parameters).filter(([each, value]) => !accepts(stack, each, value))).toEqual([]);
      expect(Object.keys(deploy(template, { parameters }).resources)).not.toEqual([]);
    },
  );

  it('the topic is in the Region of the stack', () => {
    const [{ provider, module }] = BLOCKS as unknown as [Root];
    const regions = provider?.aws.map(({ region }) => region);
    expect(regions).toEqual(['eu-central-1', 'us-east-1']);
    const [account] = module['one_active_key'] ?? [];
    expect(String(account?.['notification_topic_arn']).split(':')[3]).toBe(regions?.[0]);
  });

  it('the default of the timeout is that of the module', async () => {
    const { variables } = await readModule('organization');
    const [, hours] = /`timeout` \((\d+) hours in the module/.exec(page) ?? [];
    expect(variables['timeout']?.['default']).toBe(`${hours}h`);
  });
});
