import { parse } from '@cdktn/hcl2json';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { quoted } from '../../../infra/terraform/hcl.ts';
import { TERRAFORM_MODULES } from '../../../infra/terraform/modules.ts';
import { type TemplateParameter, typeOf, variableNameOf } from '../../../infra/terraform/parameter.ts';
import { variableBlock } from '../../../infra/terraform/variable.ts';
import { accepts } from '../../support/cloudformation/accepts.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';

interface Variable {
  readonly type: string;
  readonly default?: unknown;
  readonly nullable: boolean;
  readonly description: string;
  readonly validation?: readonly [{ readonly condition: string; readonly error_message: string }];
}

/** The variable as HashiCorp's parser reads it. */
async function variableOf(name: string, parameter: TemplateParameter): Promise<Variable> {
  const { variable } = (await parse('variables.tf', variableBlock(name, parameter))) as {
    variable: Record<string, [Variable]>;
  };
  const [found] = variable[variableNameOf(name)] ?? [];
  if (!found)
    throw new Error(`Expected a variable ${variableNameOf(name)}; received ${Object.keys(variable)}`);
  return found;
}

/** The text that the module gives to CloudFormation for a value of the variable. */
const given = (value: unknown) => (Array.isArray(value) ? value.join(',') : String(value));

const PARAMETERS = Object.values(TERRAFORM_MODULES).flatMap(({ stack, omitted }) =>
  Object.entries(templateOf(stack)['Parameters'] as Record<string, TemplateParameter>)
    .filter(([name]) => !omitted.includes(name))
    .map(([name, parameter]) => ({ stack, name, parameter })),
);

describe.each(PARAMETERS)('$stack, $name', ({ stack, name, parameter }) => {
  it('the variable has the default of the template, which the template accepts', async () => {
    const variable = await variableOf(name, parameter);
    expect(variable.nullable).toBe(false);
    expect('default' in variable).toBe(parameter.Default !== undefined);
    if (parameter.Default === undefined) return;
    expect(given(variable.default)).toBe(String(parameter.Default));
    expect(accepts(stack, name, given(variable.default))).toBe(true);
  });

  it('the type is that of the default', async () => {
    const { type, default: byDefault } = await variableOf(name, parameter);
    const kinds = { boolean: '${bool}', number: '${number}', string: '${string}' } as Record<string, string>;
    const expected = Array.isArray(byDefault) ? '${list(string)}' : (kinds[typeof byDefault] ?? '${string}');
    expect(type).toBe(expected);
  });

  it('is validated, unless the type has two values, and the error is a sentence', async () => {
    const { type, validation, description } = await variableOf(name, parameter);
    expect(validation === undefined).toBe(type === '${bool}');
    expect(validation?.[0].error_message ?? 'None.').toMatch(/^[A-Z].*\.$/);
    expect(description).toMatch(/\.$/);
    if (type === '${list(string)}') expect(description).not.toContain('comma');
  });
});

/** Patterns as Terraform compiles them: by RE2, which counts to 1,000 in all nested repetitions together. */
const compiled = async (name: string, parameter: TemplateParameter) => {
  const { validation } = await variableOf(name, parameter);
  const [, literal] = /regex\(("(?:[^"\\]|\\.)*"),/.exec(validation?.[0].condition ?? '') ?? [];
  return literal === undefined ? undefined : RE2JS.compile(JSON.parse(literal));
};

describe('the patterns, in the regular expressions of Terraform', () => {
  const patterns = PARAMETERS.filter(({ parameter }) => parameter.AllowedPattern !== undefined);

  it.each(patterns)(
    '$stack, $name: compiles, and accepts what the template accepts',
    async ({ stack, name, parameter }) => {
      const pattern = await compiled(name, parameter);
      const isList = typeOf(name, parameter) === 'list(string)';
      const allowed = new RegExp(isList ? '^[a-z0-9-]{12}$' : `^(?:${parameter.AllowedPattern})$`);
      const texts = fc.oneof(
        fc.stringMatching(allowed),
        fc.string(),
        fc.stringMatching(/^[0-9a-z:/.,-]{0,20}$/),
      );
      expect(pattern).toBeDefined();
      fc.assert(
        fc.property(texts, (text) => {
          // The pattern of a list is that of one element, which is never empty.
          const isAccepted = text === '' && isList ? false : accepts(stack, name, text);
          fc.pre(!(isList && text.includes(',')) && text.length <= (parameter.MaxLength ?? Infinity));
          expect(pattern?.matcher(text).find()).toBe(isAccepted);
        }),
        { numRuns: 200 },
      );
    },
  );

  it('the pattern of a whole list would not compile, since 315 times 12 digits are more than 1,000', () => {
    const { AllowedPattern } = (
      templateOf('OneActiveKeyOrganization')['Parameters'] as Record<string, { AllowedPattern: string }>
    )['Accounts'] as { AllowedPattern: string };
    expect(() => RE2JS.compile(AllowedPattern)).toThrow('invalid repeat count');
  });
});

describe('a quoted string', () => {
  it.each([
    ['a quote and a backslash', 'a "b" \\.', '"a \\"b\\" \\\\."'],
    ['an interpolation', 'a ${b} $c', '"a $${b} $c"'],
    ['a directive', 'a %{ if b } 50%', '"a %%{ if b } 50%"'],
  ])('has %s as a text', (_, text, expected) => {
    expect(quoted(text)).toBe(expected);
  });

  it('refuses what is not printable ASCII', () => {
    expect(() => quoted('a\nb')).toThrow('Expected printable ASCII');
    expect(() => quoted('é')).toThrow('Expected printable ASCII');
  });

  it('any other text is what the parser reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[ -~]*$/), async (text) => {
        const { variable } = (await parse(
          'x.tf',
          `variable "x" {\n  description = ${quoted(text)}\n}\n`,
        )) as {
          variable: { x: [{ description: string }] };
        };
        // The parser leaves the escapes of templates in its texts.
        expect(variable.x[0].description).toBe(text.replaceAll(/[$%]\{/g, (start) => `${start[0]}${start}`));
      }),
      { numRuns: 200 },
    );
  });
});

it.each([
  ['KmsKeyArn', 'kms_key_arn'],
  ['CallAs', 'call_as'],
  ['Rollout', 'rollout'],
  ['OrganizationalUnitIds', 'organizational_unit_ids'],
])('%s is the variable %s', (parameter, variable) => {
  expect(variableNameOf(parameter)).toBe(variable);
});
