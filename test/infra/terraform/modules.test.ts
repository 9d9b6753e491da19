import { describe, expect, it } from 'vitest';
import { TEMPLATE_FILES } from '../../../infra/build/build.ts';
import { MAX_TEMPLATE_BODY_BYTES, toYaml } from '../../../infra/templates/template.ts';
import { PARAMETERS_FILE, TERRAFORM_MODULES } from '../../../infra/terraform/modules.ts';
import { parametersFile } from '../../../infra/terraform/parameters-file.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { type Declared, type ParsedModule, readModule, referencesIn } from './parsed-modules.ts';
import { CONFLICTS, LIFECYCLE, META_ARGUMENTS, PROVIDER_SCHEMA } from './provider-schema.ts';

const MODULES = await Promise.all(Object.keys(TERRAFORM_MODULES).map(readModule));

const definitionOf = ({ name }: ParsedModule) => {
  const module = TERRAFORM_MODULES[name];
  if (!module) throw new Error(`Expected one of ${Object.keys(TERRAFORM_MODULES)}; received ${name}`);
  return module;
};
const stackIn = ({ declared }: ParsedModule) => {
  const stacks = declared.filter(({ type }) => type === 'aws_cloudformation_stack');
  expect(stacks).toHaveLength(1);
  return (stacks[0] as Declared).block;
};

/** What is wrong with a resource or a data source, compared with the schema of its type. */
function faultsOf({ type, block }: Declared): readonly string[] {
  const schema = PROVIDER_SCHEMA[type];
  if (!schema) return [`${type} is not in the schema`];
  const given = Object.keys(block);
  const known = [...schema.required, ...schema.optional, ...Object.keys(schema.blocks), ...META_ARGUMENTS];
  const inner = Object.entries(schema.blocks).flatMap(([name, attributes]) =>
    ((block[name] ?? []) as readonly object[])
      .flatMap((each) => Object.keys(each))
      .filter((attribute) => !attributes.includes(attribute))
      .map((attribute) => `${name}.${attribute}`),
  );
  const lifecycle = ((block['lifecycle'] ?? []) as readonly object[]).flatMap((each) => Object.keys(each));
  return [
    ...given.filter((name) => !known.includes(name)),
    ...inner,
    ...lifecycle.filter((name) => !LIFECYCLE.includes(name)),
    ...schema.required.filter((name) => !given.includes(name)).map((name) => `${name} is missing`),
    ...CONFLICTS.filter((names) => names.filter((name) => given.includes(name)).length > 1).map(String),
  ];
}

/** An attribute whose expression ends on its line. */
const ATTRIBUTE = /^(\s+\w+\s+)=\s.*[^[{(]$/;

/** The lines whose equals sign is not in the column of the attribute above it. */
function misalignedLines(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.filter((line, at) => {
    const [above, here] = [lines[at - 1] ?? '', line].map((each) => ATTRIBUTE.exec(each)?.[1]?.length);
    return above !== undefined && here !== undefined && above !== here;
  });
}

describe.each(MODULES)('terraform/$name', (module) => {
  const { declared, files, variables, locals, outputs } = module;
  const { stack, omitted } = definitionOf(module);
  const template = templateOf(stack);

  it('parameters.tf is what `npm run terraform` writes', () => {
    expect(files[PARAMETERS_FILE]).toBe(parametersFile(template, omitted));
  });

  it.each(declared)(
    '$address has only attributes that the provider knows, and all that it demands',
    (each) => {
      expect(faultsOf(each)).toEqual([]);
    },
  );

  it('every reference is to something that exists', async () => {
    const readable = declared.flatMap(({ address, type }) => {
      const { required = [], optional = [], readOnly = [] } = PROVIDER_SCHEMA[type] ?? {};
      return [...required, ...optional, ...readOnly].map((attribute) => `${address}.${attribute}`);
    });
    const known = [
      ...Object.keys(variables).map((name) => `var.${name}`),
      ...Object.keys(locals).map((name) => `local.${name}`),
      ...readable,
      'path.module',
    ];
    const blocks = declared.map(({ block: { lifecycle: _, ...attributes } }) => attributes);
    const references = await referencesIn([blocks, locals, outputs]);
    expect(references.filter((reference) => !known.includes(reference))).toEqual([]);
    expect(references).toEqual(expect.arrayContaining(Object.keys(variables).map((name) => `var.${name}`)));
  });

  it('every variable and output has a description, and every variable a type', () => {
    const described = [...Object.values(variables), ...Object.values(outputs)];
    expect(described.filter(({ description }) => !String(description ?? '').endsWith('.'))).toEqual([]);
    expect(Object.values(variables).filter(({ type }) => type === undefined)).toEqual([]);
  });

  it('gives the stack every parameter of its template', () => {
    const { parameters } = locals as { parameters: object };
    expect([...Object.keys(parameters), ...omitted].toSorted()).toEqual(
      Object.keys(template['Parameters'] as object).toSorted(),
    );
    const expression = String(stackIn(module)['parameters']);
    expect(expression).toContain('local.parameters');
    for (const name of omitted) expect(expression).toContain(`${name} = local.`);
  });

  it('names a template that `npm run build` writes, and uploads it if it is too large for a request', () => {
    const text = Object.values(files).join('\n');
    expect(text).toContain(`/${TEMPLATE_FILES[stack]}"`);
    const isTooLarge = Buffer.byteLength(toYaml(template)) > MAX_TEMPLATE_BODY_BYTES;
    const block = stackIn(module);
    expect({ url: 'template_url' in block, body: 'template_body' in block }).toEqual({
      url: isTooLarge,
      body: !isTooLarge,
    });
  });

  it('gives the capability that roles with fixed names need, and no more', () => {
    const hasRoles = /^ {4}Type: AWS::IAM::Role$/m.test(toYaml(template));
    expect(stackIn(module)['capabilities']).toEqual(hasRoles ? ['CAPABILITY_NAMED_IAM'] : undefined);
  });

  it('takes the provider whose schema the tests have', () => {
    expect(module.settings).toEqual([
      {
        required_version: '>= 1.2.0',
        required_providers: [{ aws: { source: 'hashicorp/aws', version: '>= 6.0.0, < 7.0.0' } }],
      },
    ]);
  });

  it('is aligned as `terraform fmt` aligns, and has neither tabs nor spaces at the end of a line', () => {
    for (const text of Object.values(files)) {
      expect(text).not.toMatch(/\t| $|\n\n\n/m);
      expect(text.endsWith('}\n')).toBe(true);
      expect(misalignedLines(text)).toEqual([]);
    }
  });
});

describe('the account template', () => {
  const [account, organization] = ['account', 'organization'].map((name) =>
    MODULES.find((module) => module.name === name),
  ) as [ParsedModule, ParsedModule];

  it('is uploaded in the same way by both modules that need it', () => {
    expect(account.files['template.tf']).toBe(organization.files['template.tf']);
  });

  it('has a new URL for a new content, which the template of the organization accepts', () => {
    const key = account.declared.find(({ type }) => type === 'aws_s3_object')?.block['key'];
    expect(key).toContain('filesha256(local.template_file)');
    const { AllowedPattern } = (
      templateOf('OneActiveKeyOrganization')['Parameters'] as Record<string, { AllowedPattern: string }>
    )['TemplateUrl'] as { AllowedPattern: string };
    const path = String(key).replace(/\$\{.*\}/, 'a'.repeat(64));
    for (const domain of ['bucket.s3.eu-central-1.amazonaws.com', 'bucket.s3.cn-north-1.amazonaws.com.cn'])
      expect(`https://${domain}/${path}`).toMatch(new RegExp(AllowedPattern));
  });
});

it('a change of the rollout never replaces the stack of an organization', () => {
  const block = stackIn(MODULES.find(({ name }) => name === 'organization') as ParsedModule);
  expect(block['disable_rollback']).toBe('${var.rollout == "ConformancePack"}');
  expect(block['lifecycle']).toEqual([{ ignore_changes: ['${disable_rollback}'] }]);
});

describe('the schema refuses', () => {
  const declared = { address: 'x', type: 'aws_cloudformation_stack', block: { name: 'x' } };
  it.each([
    ['a type that it does not have', { ...declared, type: 'aws_cloudformation_stak' }],
    ['an attribute that it does not have', { ...declared, block: { name: 'x', template: 'y' } }],
    ['an attribute that can only be read', { ...declared, block: { name: 'x', outputs: {} } }],
    ['a missing attribute', { ...declared, block: {} }],
    [
      'attributes that conflict',
      { ...declared, block: { name: 'x', template_url: 'y', template_body: 'z' } },
    ],
    ['an unknown timeout', { ...declared, block: { name: 'x', timeouts: [{ read: '1h' }] } }],
    ['an unknown lifecycle', { ...declared, block: { name: 'x', lifecycle: [{ ignore: [] }] } }],
  ])('%s', (_, each) => {
    expect(faultsOf(each)).toHaveLength(1);
  });
});
