import { compareValues, typeOf } from '../attribute-values.ts';
import type { AttributeValue } from '../item.ts';
import type { FunctionName, Operand } from './condition.ts';
import { type ExpressionKind, invalidExpression } from './references.ts';

/** The number of operands of each function. */
const ARITY: Readonly<Record<FunctionName, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  begins_with: 2,
};

/** The functions of DynamoDB that the sandbox does not support. */
const UNSUPPORTED = ['attribute_type', 'contains', 'size'];

/**
 * The function of this name; throws DynamoDB's error if there is none or if it does not take these operands,
 * and a plain `Error` if the sandbox does not support it.
 */
export function functionNamed(
  kind: ExpressionKind,
  name: string,
  operands: readonly Operand[],
): FunctionName {
  if (UNSUPPORTED.includes(name)) throw new Error(`The sandbox does not support the function ${name}`);
  if (!isFunction(name)) throw invalidExpression(kind, `Invalid function name; function: ${name}`);
  const subject = `operator or function: ${name}`;
  if (operands.length !== ARITY[name]) {
    const reason = `Incorrect number of operands for operator or function; ${subject}`;
    throw invalidExpression(kind, `${reason}, number of operands: ${operands.length}`);
  }
  refuseEqualOperands(kind, name, operands);
  if (name === 'begins_with') refusePrefix(kind, operands);
  else if (operands[0]?.kind === 'value') {
    throw invalidExpression(kind, `Operator or function requires a document path; ${subject}`);
  }
  return name;
}

/** Throws DynamoDB's error for a number that can neither begin with a text nor be the beginning of one. */
function refusePrefix(kind: ExpressionKind, operands: readonly Operand[]): void {
  const isNumber = operands.some((operand) => operand.kind === 'value' && typeOf(operand.value) === 'N');
  if (!isNumber) return;
  const reason = 'Incorrect operand type for operator or function; operator or function: begins_with';
  throw invalidExpression(kind, `${reason}, operand type: N`);
}

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(ARITY, name);
}

/** Throws DynamoDB's error for an attribute that is compared with itself. */
export function refuseEqualOperands(
  kind: ExpressionKind,
  operator: string,
  [first, second]: readonly Operand[],
): void {
  if (first?.kind !== 'attribute' || second?.kind !== 'attribute' || first.name !== second.name) return;
  const reason =
    'The first operand must be distinct from the remaining operands for this operator or function';
  throw invalidExpression(kind, `${reason}; operator: ${operator}, first operand: [${first.name}]`);
}

/** Throws DynamoDB's error for bounds between which no value can be. */
export function refuseBetween(kind: ExpressionKind, low: Operand, high: Operand): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const order = compareValues(low.value, high.value);
  if (order !== undefined && order <= 0) return;
  const rule =
    order === undefined
      ? 'same data type for lower and upper bounds'
      : 'upper bound to be greater than or equal to lower bound';
  const bounds = `lower bound operand: ${shown(low.value)}, upper bound operand: ${shown(high.value)}`;
  throw invalidExpression(kind, `The BETWEEN operator requires ${rule}; ${bounds}`);
}

function shown(value: AttributeValue): string {
  return `AttributeValue: {${typeOf(value)}:${'S' in value ? value.S : value.N}}`;
}
