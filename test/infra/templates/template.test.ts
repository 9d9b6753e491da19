import { describe, expect, it } from 'vitest';
import { MAX_TEMPLATE_OBJECT_BYTES, toYaml } from '../../../infra/templates/template.ts';
import { readYaml, STACK_NAMES, templateOf } from '../../support/cloudformation/templates.ts';

describe.each(STACK_NAMES)('the template of %s', (stack) => {
  const template = templateOf(stack);
  const text = toYaml(template);

  it('has the same content as YAML and as JSON', () => {
    expect(readYaml(text)).toEqual({ AWSTemplateFormatVersion: '2010-09-09', ...template });
  });

  it('is within CloudFormation’s limits for a template in a bucket and for a description', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_TEMPLATE_OBJECT_BYTES);
    expect(String(template['Description']).length).toBeLessThanOrEqual(1_024);
  });

  it('has descriptions in lines of at most 110 characters', () => {
    const isCode = (line: string) => /^ {10}/.test(line);
    const descriptions = text.split('\n').filter((line) => /^ *Description: /.test(line) && !isCode(line));
    expect(descriptions.length).toBeGreaterThan(0);
    expect(descriptions.filter((line) => line.length > 110)).toEqual([]);
  });

  it('has only ASCII characters, since CloudFormation may replace others by a question mark', () => {
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('needs no macro, asset, bootstrap or other stack', () => {
    expect(Object.keys(template)).not.toContain('Transform');
    expect(text).not.toMatch(/BootstrapVersion|cdk-hnb659fds|S3Bucket|ImportValue|CDKMetadata|aws:cdk:path/);
  });

  it('has logical ids that people can read', () => {
    const ids = Object.keys(template['Resources'] ?? {});
    expect(ids.filter((id) => /[0-9A-F]{8}$/.test(id))).toEqual([]);
  });

  it('describes every parameter, groups it for the console and gives every optional one a default', () => {
    const parameters = Object.entries(template['Parameters'] as Record<string, Record<string, unknown>>);
    const { ParameterGroups } = (template['Metadata'] as { 'AWS::CloudFormation::Interface': Interface })[
      'AWS::CloudFormation::Interface'
    ];
    const names = parameters.map(([name]) => name);
    expect(ParameterGroups.flatMap(({ Parameters }) => Parameters)).toEqual(names);
    for (const [, parameter] of parameters) {
      expect(parameter['Description']).toMatch(/\.$/);
      const isBounded = ['AllowedValues', 'AllowedPattern', 'MinValue'].some((bound) => bound in parameter);
      expect(isBounded).toBe(true);
    }
    expect(names.filter((name) => !hasDefault(template, name))).toEqual(REQUIRED[stack] ?? []);
  });

  it('describes every output', () => {
    const outputs = Object.values((template['Outputs'] ?? {}) as Record<string, { Description?: string }>);
    expect(outputs.length).toBeGreaterThan(0);
    for (const { Description = '' } of outputs) expect(Description).toMatch(/\.$/);
  });
});

/** The parameters without a default, by stack. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  OneActiveKeyApproval: ['Approvers'],
  OneActiveKeyCentral: ['OrganizationId'],
  OneActiveKeyForwarding: ['HomeRegion'],
  OneActiveKeyOrganization: ['TemplateUrl'],
};

interface Interface {
  readonly ParameterGroups: readonly { readonly Parameters: readonly string[] }[];
}

function hasDefault(template: Readonly<Record<string, unknown>>, name: string): boolean {
  return 'Default' in ((template['Parameters'] as Record<string, object>)[name] ?? {});
}

describe('YAML for people to read', () => {
  it.each([
    [{ Ref: 'A' }, '!Ref A'],
    [{ 'Fn::GetAtt': ['A', 'Arn'] }, '!GetAtt A.Arn'],
    [{ 'Fn::Sub': '${A}-b' }, '!Sub ${A}-b'],
    [{ 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }, '!If [C, !Ref A, !Ref AWS::NoValue]'],
    [{ 'Fn::Join': ['', ['a', { Ref: 'B' }]] }, '!Join ["", [a, !Ref B]]'],
    [{ 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }, '!Not [!Equals [a, b]]'],
  ])('%j is %s', (json, yaml) => {
    expect(toYaml({ Resources: { R: { Properties: { P: json } } } })).toContain(`P: ${yaml}\n`);
  });

  it('writes a text of several lines as a block literal, and a collection that contains one on several lines', () => {
    const yaml = toYaml({ Resources: { R: { Properties: { P: { A: 'x\ny\n', B: ['b', 'x\ny\n'] } } } } });
    expect(yaml).toContain('A: |\n          x\n          y\n');
    expect(yaml).toContain('- b\n');
  });

  it.each(['2012-10-17', 'on', 'no', 'y', '12:30:45', '0777', '1_000', '~', 'null', '1e3', '1'])(
    'quotes the text %s, which YAML 1.1 would read as another type',
    (text) => {
      expect(toYaml({ Resources: { R: { Properties: { P: text } } } })).toContain(`P: "${text}"\n`);
    },
  );

  it('quotes a text with a question mark, which YAML 1.1 does not allow as a plain scalar in a list', () => {
    const value = ['home?region=', { Ref: 'AWS::Region' }];
    expect(toYaml({ Resources: { R: { Properties: { P: value } } } })).toContain(
      "P: ['home?region=', !Ref AWS::Region]\n",
    );
  });

  it('begins with the description and the parameters, and ends with the resources and the outputs', () => {
    const sections = Object.keys(readYaml(toYaml(templateOf('OneActiveKey'))));
    expect(sections.slice(0, 4)).toEqual([
      'AWSTemplateFormatVersion',
      'Description',
      'Metadata',
      'Parameters',
    ]);
    expect(sections.slice(-2)).toEqual(['Resources', 'Outputs']);
  });
});
