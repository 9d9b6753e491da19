import { LISTS } from '../parameters/organization-parameters.ts';

/** A parameter as a synthesized template declares it. */
export interface TemplateParameter {
  readonly Type: string;
  readonly Description: string;
  readonly Default?: string | number;
  readonly AllowedValues?: readonly string[];
  readonly AllowedPattern?: string;
  readonly MaxLength?: number;
  readonly ConstraintDescription?: string;
}

/** The type of a variable in Terraform. */
export type VariableType = 'bool' | 'number' | 'string' | 'list(string)';

/**
 * The type that a person would give to a parameter, whose value is a text in CloudFormation: a list for a
 * text that the template splits, `bool` for true and false, `number` if the default is a whole number, and
 * otherwise `string`.
 */
export function typeOf(name: string, { AllowedValues, Default }: TemplateParameter): VariableType {
  if (name in LISTS) return 'list(string)';
  if (AllowedValues?.toSorted().join() === 'false,true') return 'bool';
  return /^[0-9]+$/.test(String(Default)) ? 'number' : 'string';
}

/** The name of a parameter's variable, in the case of Terraform: `KmsKeyArn` is `kms_key_arn`. */
export function variableNameOf(parameter: string): string {
  return parameter.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}
