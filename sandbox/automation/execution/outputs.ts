import { isRecord, shown } from '../document/checks.ts';
import { IS_OF_TYPE } from '../document/parameter-values.ts';
import type { OutputDefinition, ValueType } from '../document/runbook.ts';
import { StepFailure } from './failure.ts';

/**
 * The outputs that a step declares, taken out of its action's answer. One that its selector does not find has no
 * value; that alone does not fail a step (AWS's own examples have such steps).
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

/** What a JSONPath of names and indexes finds; `undefined` if nothing, or null, is there. */
function select(selector: string, answer: unknown): unknown {
  let value: unknown = answer;
  for (const [, name, index] of selector.matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    if (name !== undefined) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    else value = Array.isArray(value) ? value[Number(index)] : undefined;
  }
  return value ?? undefined;
}

/** User guide, "Using action outputs as inputs": the conversions that Automation tries. */
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

/** A value as an execution shows it among its outputs: a list of texts. */
export function asTexts(value: unknown): string[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
}
