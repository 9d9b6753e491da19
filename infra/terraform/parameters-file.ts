import type { Template } from '../templates/template.ts';
import { attributeLines } from './hcl.ts';
import type { TemplateParameter } from './parameter.ts';
import { parameterExpression, variableBlock } from './variable.ts';

/** The head of each generated file. */
const HEAD =
  '# Written by `npm run terraform` from the parameters of the template: change infra/parameters, not this file.';

interface Group {
  readonly label: string;
  readonly names: readonly string[];
}

/**
 * Writes a module's variables for the parameters of a template, in the groups of the CloudFormation console,
 * and the local value `parameters`, which gives all of them to the stack. The parameters in `omitted` get no
 * variable; the module gives them itself.
 */
export function parametersFile(template: Template, omitted: readonly string[]): string {
  const parameters = template['Parameters'] as Readonly<Record<string, TemplateParameter>>;
  const groups = groupsOf(template)
    .map(({ label, names }) => ({ label, names: names.filter((name) => !omitted.includes(name)) }))
    .filter(({ names }) => names.length > 0);
  const definitionOf = (name: string): TemplateParameter => {
    const parameter = parameters[name];
    if (parameter) return parameter;
    throw new Error(`Expected one of the parameters ${Object.keys(parameters).join(', ')}; received ${name}`);
  };
  const blocks = groups.flatMap(({ label, names }) => [
    `# ${label}`,
    ...names.map((name) => variableBlock(name, definitionOf(name))),
  ]);
  const values = groups
    .flatMap(({ names }) => names)
    .map((name) => [name, parameterExpression(name, definitionOf(name))] as const);
  const locals = ['locals {', '  parameters = {', ...attributeLines(values, '    '), '  }', '}'].join('\n');
  return `${[HEAD, ...blocks, locals].join('\n\n')}\n`;
}

function groupsOf(template: Template): readonly Group[] {
  const metadata = template['Metadata'] as {
    readonly 'AWS::CloudFormation::Interface': {
      readonly ParameterGroups: readonly {
        readonly Label: { readonly default: string };
        readonly Parameters: readonly string[];
      }[];
    };
  };
  return metadata['AWS::CloudFormation::Interface'].ParameterGroups.map(({ Label, Parameters }) => ({
    label: Label.default,
    names: Parameters,
  }));
}
