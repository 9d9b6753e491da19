import type { AttributeValue } from '../item.ts';
import { type KeyAttribute, keyText } from '../keys.ts';
import { invalid } from '../refusals.ts';
import type { Condition, Operand } from './condition.ts';
import { parseExpression } from './parse.ts';
import type { ExpressionRequest } from './references.ts';

/** The items that a query reads: one partition, and the sort keys that meet a condition. */
export interface KeyCondition {
  readonly pk: string;
  /** Absent if the query names no sort key. */
  readonly sk?: Condition;
}

const KIND = 'KeyConditionExpression';

/**
 * Parses the key condition of a query; throws DynamoDB's error if it does not select a part of one partition.
 */
export function parseKeyCondition(request: Omit<ExpressionRequest, 'kind'>): KeyCondition {
  const conditions = conjunctsOf(parseExpression({ ...request, kind: KIND })).map(keyConditionOf);
  const [pk, ...otherPk] = conditions.filter(({ name }) => name === 'pk');
  const [sk, ...otherSk] = conditions.filter(({ name }) => name === 'sk');
  if (otherPk.length > 0 || otherSk.length > 0) {
    throw invalid('KeyConditionExpressions must only contain one condition per key');
  }
  if (conditions.length > 2) throw invalid('Conditions can be of length 1 or 2 only');
  if (!pk) throw invalid('Query condition missed key schema element: pk');
  if (!sk && conditions.length > 1) throw invalid('Query condition missed key schema element: sk');
  const isEquality = pk.condition.kind === 'comparison' && pk.condition.operator === '=';
  if (!isEquality) throw invalid('Query key condition not supported');
  const [partition = ''] = textsOf('pk', pk.values);
  if (!sk) return { pk: partition };
  textsOf('sk', sk.values);
  return { pk: partition, sk: sk.condition };
}

/** The conditions that are joined by AND. */
function conjunctsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'and':
      return [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)];
    case 'parentheses':
      return conjunctsOf(condition.condition);
    case 'or':
    case 'not':
      throw notInKeyCondition(condition.kind.toUpperCase());
    default:
      return [condition];
  }
}

/** A condition on one attribute, with the values to which it is compared. */
interface AttributeCondition {
  readonly name: string;
  readonly values: readonly AttributeValue[];
  readonly condition: Condition;
}

function keyConditionOf(condition: Condition): AttributeCondition {
  const [first, ...others] = operandsOf(condition);
  const values = others.flatMap((operand) => (operand.kind === 'value' ? operand.value : []));
  if (first?.kind === 'attribute' && values.length === others.length) {
    return { name: first.name, values, condition };
  }
  throw new Error(`The sandbox supports only an attribute compared with values in a ${KIND}`);
}

function operandsOf(condition: Condition): readonly Operand[] {
  switch (condition.kind) {
    case 'comparison':
      if (condition.operator === '<>') throw notInKeyCondition('<>');
      return [condition.left, condition.right];
    case 'between':
      return [condition.operand, condition.low, condition.high];
    case 'function':
      if (condition.name !== 'begins_with') throw notInKeyCondition(condition.name);
      return condition.operands;
    default:
      return [];
  }
}

/** The values to which a key attribute is compared; throws DynamoDB's error for one that no key can have. */
function textsOf(name: KeyAttribute, values: readonly AttributeValue[]): readonly string[] {
  return values.map((value) => {
    if ('S' in value) return keyText(name, value.S);
    const reason = 'Condition parameter type does not match schema type';
    throw invalid(`One or more parameter values were invalid: ${reason}`);
  });
}

function notInKeyCondition(operator: string): Error {
  return invalid(`Invalid operator used in ${KIND}: ${operator}`);
}
