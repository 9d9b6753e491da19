import { templateOf } from './templates.ts';

/** A parameter in a template. */
export interface DeclaredParameter {
  readonly Default?: string | number;
  readonly Type: 'String' | 'Number';
  readonly AllowedValues?: readonly string[];
  readonly AllowedPattern?: string;
  readonly MaxLength?: number;
  readonly MinValue?: number;
  readonly MaxValue?: number;
}

/** The parameters of a stack's template, by name. */
export function parametersOf(stack: string): Readonly<Record<string, DeclaredParameter>> {
  return templateOf(stack)['Parameters'] as Record<string, DeclaredParameter>;
}

/** Whether CloudFormation accepts a value for a parameter; the pattern must match the whole value. */
export function accepts(stack: string, name: string, value: string): boolean {
  const parameter = parametersOf(stack)[name];
  if (!parameter) throw new Error(`Expected a parameter of ${stack}; received ${name}`);
  const { Type, AllowedValues, AllowedPattern, MinValue = -Infinity, MaxValue = Infinity } = parameter;
  if (AllowedValues && !AllowedValues.map(String).includes(value)) return false;
  if (AllowedPattern && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) return false;
  if (Type === 'String') return value.length <= (parameter.MaxLength ?? Infinity);
  return value.trim() !== '' && Number(value) >= MinValue && Number(value) <= MaxValue;
}
