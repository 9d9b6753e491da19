import { refusalOfValue } from '../document/parameter-values.ts';
import type { ParameterDefinition, Runbook, ValueType } from '../document/runbook.ts';
import { invalidParameters } from '../refusals.ts';

/** Parameters in the form of StartAutomationExecution: each is a list of texts. */
export type GivenParameters = Readonly<Record<string, readonly string[]>>;

/**
 * The value of every parameter, defaults included; throws AWS's error for parameters that the runbook does
 * not allow.
 */
export function parseParameters(
  { parameters = {} }: Runbook,
  given: GivenParameters,
): Readonly<Record<string, unknown>> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined) {
    throw invalidParameters(`Parameter "${unknown}" is not defined in the document.`);
  }
  return Object.fromEntries(
    Object.entries(parameters).map(([name, definition]) => [
      name,
      parseValue(name, definition, given[name] ?? []),
    ]),
  );
}

function parseValue(name: string, definition: ParameterDefinition, texts: readonly string[]): unknown {
  const value = texts.length > 0 ? PARSERS[definition.type](texts) : definition.default;
  if (value === undefined && texts.length === 0) {
    throw invalidParameters(`Missing required parameter: ${name} in user inputs.`);
  }
  const refusal = refusalOfValue(name, definition, value);
  if (refusal !== undefined) throw invalidParameters(refusal);
  return value;
}

/**
 * Each parser returns `undefined` or a value of another type for a wrong text, so that `refusalOfValue`
 * refuses it.
 */
const PARSERS: Readonly<Record<ValueType, (texts: readonly string[]) => unknown>> = {
  String: single,
  StringList: (texts) => texts,
  Integer: (texts) => (/^-?\d+$/.test(single(texts) ?? '') ? Number(texts[0]) : undefined),
  Boolean: (texts) => ({ true: true, false: false })[single(texts) ?? ''],
  StringMap: (texts) => json(single(texts)),
  MapList: (texts) => texts.map(json),
};

function single(texts: readonly string[]): string | undefined {
  return texts.length === 1 ? texts[0] : undefined;
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
