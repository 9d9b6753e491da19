import { isRecord, shown } from '../document/checks.ts';
import { StepFailure } from './failure.ts';

/**
 * The inputs of aws:branch with the values of their variables; a variable without a value is equal to no
 * value.
 */
export interface BranchInputs {
  readonly Choices: readonly (Readonly<Record<string, unknown>> & { readonly NextStep: string })[];
  readonly Default?: string;
}

/** The step of the first choice that is true, else the default step; `undefined` if there is neither. */
export function selectNextStep({ Choices: choices, Default: otherwise }: BranchInputs): string | undefined {
  const chosen = choices.find(({ NextStep: _target, ...condition }) => isTrue(condition));
  return chosen?.NextStep ?? otherwise;
}

function isTrue(condition: unknown): boolean {
  if (!isRecord(condition)) return false;
  const { And: all, Or: any, Not: not, Variable: variable, ...operations } = condition;
  if (Array.isArray(all)) return all.every(isTrue);
  if (Array.isArray(any)) return any.some(isTrue);
  if (not !== undefined) return !isTrue(not);
  const [operation = '', expected] = Object.entries(operations)[0] ?? [];
  if (variable === undefined) return false;
  const compareTexts = TEXT_OPERATIONS[operation];
  if (compareTexts) return compareTexts(variable, expected);
  const compareNumbers = NUMBER_OPERATIONS[operation];
  return compareNumbers
    ? compareNumbers(numeric(operation, variable), numeric(operation, expected))
    : variable === expected;
}

const TEXT_OPERATIONS: Readonly<Record<string, (value: unknown, expected: unknown) => boolean>> = {
  StringEquals: (value, expected) => value === expected,
  EqualsIgnoreCase: (value, expected) => String(value).toLowerCase() === String(expected).toLowerCase(),
  StartsWith: (value, expected) => String(value).startsWith(String(expected)),
  EndsWith: (value, expected) => String(value).endsWith(String(expected)),
  Contains: (value, expected) => String(value).includes(String(expected)),
};

const NUMBER_OPERATIONS: Readonly<Record<string, (value: number, expected: number) => boolean>> = {
  NumericEquals: (value, expected) => value === expected,
  NumericGreater: (value, expected) => value > expected,
  NumericLesser: (value, expected) => value < expected,
  NumericGreaterOrEquals: (value, expected) => value >= expected,
  NumericLesserOrEquals: (value, expected) => value <= expected,
};

function numeric(operation: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw new StepFailure(`${operation} compares numbers; received ${shown(value)}`);
}
