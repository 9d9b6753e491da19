import type { Comparator, Condition, Operand } from './condition.ts';
import { type Cursor, createCursor } from './cursor.ts';
import { functionNamed, refuseBetween, refuseEqualOperands } from './operands.ts';
import { createReferences, type ExpressionRequest, invalidExpression } from './references.ts';
import { tokensOf } from './tokens.ts';

/**
 * Parses an expression (Developer Guide, Condition and filter expressions: syntax); throws DynamoDB's error
 * if it is not valid, and a plain `Error` for a function or an operator that the sandbox does not support.
 */
export function parseExpression(request: ExpressionRequest): Condition {
  const { kind, expression } = request;
  const references = createReferences(request);
  const cursor = createCursor(kind, tokensOf(kind, expression), references);
  const condition = parseOr(cursor);
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
  references.refuseUnused();
  return condition;
}

function parseOr(cursor: Cursor): Condition {
  let left = parseAnd(cursor);
  while (cursor.takeIf('OR')) left = { kind: 'or', left, right: parseAnd(cursor) };
  return left;
}

function parseAnd(cursor: Cursor): Condition {
  let left = parseNot(cursor);
  while (cursor.takeIf('AND')) left = { kind: 'and', left, right: parseNot(cursor) };
  return left;
}

function parseNot(cursor: Cursor): Condition {
  if (!cursor.takeIf('NOT')) return parsePrimary(cursor);
  // AWS does not document whether NOT may follow NOT.
  if (cursor.takeIf('NOT')) throw new Error('The sandbox does not support NOT NOT');
  return { kind: 'not', condition: parsePrimary(cursor) };
}

function parsePrimary(cursor: Cursor): Condition {
  if (cursor.takeIf('(')) return parseParentheses(cursor);
  const isFunction = cursor.peek().kind === 'word' && cursor.peek(1).text === '(';
  return isFunction ? parseFunction(cursor) : parseComparison(cursor);
}

function parseParentheses(cursor: Cursor): Condition {
  if (cursor.peek().kind !== 'symbol' && cursor.peek(1).text === ')') {
    throw new Error('The sandbox does not support an operand in parentheses');
  }
  const condition = parseOr(cursor);
  cursor.expect(')');
  if (condition.kind === 'parentheses') {
    throw invalidExpression(cursor.kind, 'The expression has redundant parentheses;');
  }
  return { kind: 'parentheses', condition };
}

function parseFunction(cursor: Cursor): Condition {
  const name = cursor.take().text;
  cursor.expect('(');
  const operands = [parseOperand(cursor)];
  while (cursor.takeIf(',')) operands.push(parseOperand(cursor));
  cursor.expect(')');
  return { kind: 'function', name: functionNamed(cursor.kind, name, operands), operands };
}

function parseComparison(cursor: Cursor): Condition {
  const left = parseOperand(cursor);
  if (cursor.takeIf('BETWEEN')) {
    const low = parseOperand(cursor);
    cursor.expect('AND');
    const high = parseOperand(cursor);
    refuseBetween(cursor.kind, low, high);
    return { kind: 'between', operand: left, low, high };
  }
  if (cursor.takeIf('IN')) throw new Error('The sandbox does not support the operator IN');
  const operator = COMPARATORS.find((comparator) => cursor.takeIf(comparator));
  if (!operator) throw cursor.unexpected();
  const comparison = { kind: 'comparison', operator, left, right: parseOperand(cursor) } as const;
  refuseEqualOperands(cursor.kind, operator, [left, comparison.right]);
  return comparison;
}

const COMPARATORS: readonly Comparator[] = ['=', '<>', '<', '<=', '>', '>='];

function parseOperand(cursor: Cursor): Operand {
  const { kind, text } = cursor.peek();
  if (kind === 'symbol' || kind === 'end') throw cursor.unexpected();
  if (kind === 'word' && cursor.peek(1).text === '(')
    throw new Error(`The sandbox does not support the operand ${text}(…)`);
  cursor.take();
  const { references } = cursor;
  if (kind === 'value') return { kind: 'value', value: references.value(text) };
  return { kind: 'attribute', name: references.attribute(text) };
}
