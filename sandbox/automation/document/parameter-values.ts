import { isRecord } from './checks.ts';
import type { ParameterDefinition, ValueType } from './runbook.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const isListOf =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(is);

/** Whether a value is of a type, without any conversion. */
export const IS_OF_TYPE: Readonly<Record<ValueType, (value: unknown) => boolean>> = {
  String: isText,
  StringList: isListOf(isText),
  Integer: Number.isInteger,
  Boolean: (value) => typeof value === 'boolean',
  StringMap: isRecord,
  MapList: isListOf(isRecord),
};

/**
 * Why AWS refuses this value for a parameter; `undefined` if AWS accepts it. Where AWS's message is known, it
 * is used.
 */
export function refusalOfValue(
  name: string,
  definition: ParameterDefinition,
  value: unknown,
): string | undefined {
  const { type, allowedValues, allowedPattern } = definition;
  if (!IS_OF_TYPE[type](value)) {
    return `Parameter type error. The value supplied for ${name} is not a valid ${type}`;
  }
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const odd = parts.find((part) => allowedValues && !allowedValues.includes(part));
  if (odd !== undefined) {
    return `Parameter "${name}" has value "${odd}" not found in [${allowedValues?.join(', ')}].`;
  }
  const unmatched = parts.find((part) => allowedPattern && !matches(allowedPattern, part));
  if (unmatched !== undefined) {
    return `Parameter "${name}" has value "${unmatched}" not matching "${allowedPattern}".`;
  }
  return undefined;
}

/**
 * AWS does not document whether the pattern must match the whole value; an anchored pattern is safe either
 * way.
 */
function matches(pattern: string, value: unknown): boolean {
  return new RegExp(pattern).test(isText(value) ? value : JSON.stringify(value));
}
