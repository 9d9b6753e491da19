import { isRecord, shown } from '../document/checks.ts';
import { IS_OF_TYPE } from '../document/parameter-values.ts';
import type { OutputDefinition, ValueType } from '../document/runbook.ts';
import { asText } from '../text.ts';
import { StepFailure } from './failure.ts';

/**
 * The outputs that a step declares, read from the output of its action. An output that its selector does not
 * find has no value, and the step still succeeds (AWS's own examples have such steps).
 */
export function declaredOutputs(
  definitions: readonly OutputDefinition[],
  answer: unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    definitions.map(({ Name: name, Selector: selector, Type: type = 'String' }) => {
      const found = select(selector, answer);
      return [name, found === undefined ? undefined : convert(name, found, type)];
    }),
  );
}

/** The value that a JSONPath of names and indexes finds; `undefined` if it finds no value or null. */
function select(selector: string, answer: unknown): unknown {
  let value: unknown = answer;
  for (const [, name, index] of selector.matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    if (name !== undefined) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    else value = Array.isArray(value) ? value[Number(index)] : undefined;
  }
  return value ?? undefined;
}

/** Converts a value as Automation does (user guide, "Using action outputs as inputs"). */
function convert(name: string, value: unknown, type: ValueType): unknown {
  if (IS_OF_TYPE[type](value)) return value;
  const [only] = Array.isArray(value) && value.length === 1 ? value : [value];
  const converted = CONVERSIONS[type]?.(only);
  if (converted !== undefined && IS_OF_TYPE[type](converted)) return converted;
  throw new StepFailure(`The output ${name} is to be a ${type}; received ${shown(value)}`);
}

const CONVERSIONS: Readonly<Partial<Record<ValueType, (value: unknown) => unknown>>> = {
  String: scalarAsText,
  StringList: (value) => [scalarAsText(value)],
  Integer: (value) => (/^-?\d+$/.test(String(value)) ? Number(value) : undefined),
  Boolean: (value) => ({ true: true, false: false })[String(value)],
};

function scalarAsText(value: unknown): string | undefined {
  return isRecord(value) || Array.isArray(value) ? undefined : String(value);
}

/** A value in the form of an execution's outputs: a list of texts. */
export function asTexts(value: unknown): string[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return parts.map(asText);
}
