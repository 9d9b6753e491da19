import { LISTS } from '../parameters/organization-parameters.ts';
import { type Attribute, attributeLines, list, quoted } from './hcl.ts';
import { type TemplateParameter, typeOf, type VariableType, variableNameOf } from './parameter.ts';

/** A list in Terraform needs no word about commas. */
const ABOUT_COMMAS = /,? separated by commas( without spaces)?/g;

/** The block of the variable for a parameter; a parameter without a default becomes a required variable. */
export function variableBlock(name: string, parameter: TemplateParameter): string {
  const type = typeOf(name, parameter);
  const isRequired = parameter.Default === undefined;
  const attributes: Attribute[] = [
    ['description', quoted(parameter.Description.replaceAll(ABOUT_COMMAS, ''))],
    ['type', type],
  ];
  if (!isRequired) attributes.push(['default', defaultOf(type, String(parameter.Default))]);
  attributes.push(['nullable', 'false']);
  return [
    `variable ${quoted(variableNameOf(name))} {`,
    ...attributeLines(attributes, '  '),
    ...validationLines(name, parameter),
    '}',
  ].join('\n');
}

/**
 * The expression that gives the value of a variable to the parameter, as the text that CloudFormation takes.
 */
export function parameterExpression(name: string, parameter: TemplateParameter): string {
  const variable = `var.${variableNameOf(name)}`;
  const type = typeOf(name, parameter);
  if (type === 'list(string)') return `join(",", ${variable})`;
  return type === 'string' ? variable : `tostring(${variable})`;
}

function defaultOf(type: VariableType, value: string): string {
  if (type === 'string') return quoted(value);
  if (type !== 'list(string)') return value;
  if (value !== '') throw new Error(`Expected a list that is empty by default; received ${value}`);
  return '[]';
}

function validationLines(name: string, parameter: TemplateParameter): readonly string[] {
  const condition = conditionOf(name, parameter);
  if (condition === undefined) return [];
  const attributes: readonly Attribute[] = [
    ['condition', condition],
    ['error_message', quoted(`Expected ${constraintOf(parameter)}.`)],
  ];
  return ['', '  validation {', ...attributeLines(attributes, '    '), '  }'];
}

function constraintOf({ AllowedValues, ConstraintDescription = '' }: TemplateParameter): string {
  return AllowedValues
    ? `one of ${AllowedValues.join(', ')}`
    : ConstraintDescription.replaceAll(ABOUT_COMMAS, '');
}

/** What the template demands of a value; undefined if the type says it all. */
function conditionOf(name: string, parameter: TemplateParameter): string | undefined {
  const { AllowedValues, AllowedPattern, MaxLength } = parameter;
  const variable = `var.${variableNameOf(name)}`;
  const type = typeOf(name, parameter);
  const elements = LISTS[name];
  if (elements) {
    const element = `can(regex(${quoted(`^${elements.pattern}$`)}, id))`;
    return `length(${variable}) <= ${elements.max} && alltrue([for id in ${variable} : ${element}])`;
  }
  if (type === 'bool') return undefined;
  if (AllowedValues) {
    const values = AllowedValues.map((value) => (type === 'number' ? value : quoted(value)));
    return `contains(${list(values)}, ${variable})`;
  }
  if (AllowedPattern === undefined) return undefined;
  const pattern = `can(regex(${quoted(AllowedPattern)}, ${parameterExpression(name, parameter)}))`;
  return MaxLength === undefined ? pattern : `${pattern} && length(${variable}) <= ${MaxLength}`;
}
