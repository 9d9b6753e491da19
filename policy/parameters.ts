import { InvalidParameterError } from './errors.ts';
import type { Policy, SelectionStrategy } from './policy.ts';

/** One of a few texts. */
export interface Choice<Value extends string = string> {
  readonly values: readonly Value[];
  readonly default: Value;
  readonly description: string;
}

/** A whole number with its bounds, both included. */
export interface WholeNumber {
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly description: string;
}

/**
 * The only definition of the policy's parameters, with their bounds and defaults. The names are those of the
 * rule; runbooks and templates write them in PascalCase.
 */
export const PARAMETERS = {
  selectionStrategy: {
    values: ['LeastRecentlyUsed', 'Oldest'],
    default: 'LeastRecentlyUsed',
    description: 'Which key is deactivated if the owner named no key to keep',
  },
  rotationGraceHours: {
    min: 0,
    max: 720,
    default: 24,
    description: 'Two keys are allowed while the newest is younger than this number of hours; 0 = no grace',
  },
  protectUsedWithinDays: {
    min: 0,
    max: 365,
    default: 7,
    description: 'Do not deactivate a key that was used or created within this number of days; 0 = off',
  },
  exemptionMaxDays: {
    min: 1,
    max: 365,
    default: 90,
    description: 'How many days ahead an exemption may reach',
  },
} as const satisfies Readonly<Record<keyof Policy, Choice<SelectionStrategy> | WholeNumber>>;

/** The policy if no parameter is set. */
export const DEFAULT_POLICY: Policy = {
  selectionStrategy: PARAMETERS.selectionStrategy.default,
  rotationGraceHours: PARAMETERS.rotationGraceHours.default,
  protectUsedWithinDays: PARAMETERS.protectUsedWithinDays.default,
  exemptionMaxDays: PARAMETERS.exemptionMaxDays.default,
};

/**
 * Parses the policy's parameters from strings, as AWS Config and Automation pass them; an absent parameter
 * has its default.
 *
 * Throws `InvalidParameterError` for an unknown name, an empty value and any value outside its bounds.
 */
export function parseParameters(given: Readonly<Record<string, unknown>>): Policy {
  refuseUnknownParameters(given, Object.keys(PARAMETERS));
  return parsePolicy(given);
}

/** Throws `InvalidParameterError` for a name that is not among `names`. */
export function refuseUnknownParameters(
  given: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw new InvalidParameterError('name', `one of ${names.join(', ')}`, name);
  }
}

/** Parses the four parameters of the policy and ignores any other name. */
export function parsePolicy(given: Readonly<Record<string, unknown>>): Policy {
  return {
    selectionStrategy: parseChoice(given, 'selectionStrategy', PARAMETERS.selectionStrategy),
    rotationGraceHours: parseWholeNumber(given, 'rotationGraceHours', PARAMETERS.rotationGraceHours),
    protectUsedWithinDays: parseWholeNumber(given, 'protectUsedWithinDays', PARAMETERS.protectUsedWithinDays),
    exemptionMaxDays: parseWholeNumber(given, 'exemptionMaxDays', PARAMETERS.exemptionMaxDays),
  };
}

/** Parses one of a few texts; throws `InvalidParameterError` for any other one. */
export function parseChoice<Value extends string>(
  given: Readonly<Record<string, unknown>>,
  name: string,
  { values, default: byDefault }: Choice<Value>,
): Value {
  const value = given[name];
  if (value === undefined) return byDefault;
  const known = values.find((each) => each === value);
  if (known === undefined) throw new InvalidParameterError(name, values.join(' or '), value);
  return known;
}

/**
 * Parses one whole number from a string of digits without sign, space or leading zero; throws
 * `InvalidParameterError`.
 */
export function parseWholeNumber(
  given: Readonly<Record<string, unknown>>,
  name: string,
  bounds: WholeNumber,
): number {
  const value = given[name];
  if (value === undefined) return bounds.default;
  const digits = typeof value === 'string' && /^(0|[1-9]\d*)$/.test(value) ? Number(value) : Number.NaN;
  if (digits >= bounds.min && digits <= bounds.max) return digits;
  const expected = `a whole number from ${bounds.min} to ${bounds.max}, written as a string`;
  throw new InvalidParameterError(name, expected, value);
}
