import { isRecord, shown } from '../document/checks.ts';
import { StepFailure } from './failure.ts';

/** Inputs of aws:branch with the values of their variables; one that has no value is equal to nothing. */
export interface BranchInputs {
  readonly Choices: readonly (Readonly<Record<string, unknown>> & { readonly NextStep: string })[];
  readonly Default?: string;
}

/** The step of the first choice that is true, or the default one; `undefined` if there is neither. */
export function choose({ Choices: choices, Default: otherwise }: BranchInputs): string | undefined {
  const chosen = choices.find(({ NextStep: _target, ...condition }) => holds(condition));
  return chosen?.NextStep ?? otherwise;
}

function holds(condition: unknown): boolean {
  if (!isRecord(condition)) return false;
  const { And: all, Or: any, Not: not, Variable: variable, ...operations } = condition;
  if (Array.isArray(all)) return all.every(holds);
  if (Array.isArray(any)) return any.some(holds);
  if (not !== undefined) return !holds(not);
  const [operation = '', wanted] = Object.entries(operations)[0] ?? [];
  if (variable === undefined) return false;
  const inText = TEXT[operation];
  if (inText) return inText(variable, wanted);
  const inNumbers = NUMBERS[operation];
  return inNumbers
    ? inNumbers(numeric(operation, variable), numeric(operation, wanted))
    : variable === wanted;
}

const TEXT: Readonly<Record<string, (value: unknown, wanted: unknown) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  EqualsIgnoreCase: (value, wanted) => String(value).toLowerCase() === String(wanted).toLowerCase(),
  StartsWith: (value, wanted) => String(value).startsWith(String(wanted)),
  EndsWith: (value, wanted) => String(value).endsWith(String(wanted)),
  Contains: (value, wanted) => String(value).includes(String(wanted)),
};

const NUMBERS: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
  NumericEquals: (value, wanted) => value === wanted,
  NumericGreater: (value, wanted) => value > wanted,
  NumericLesser: (value, wanted) => value < wanted,
  NumericGreaterOrEquals: (value, wanted) => value >= wanted,
  NumericLesserOrEquals: (value, wanted) => value <= wanted,
};

function numeric(operation: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw new StepFailure(`${operation} compares numbers; received ${shown(value)}`);
}
