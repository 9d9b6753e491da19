import { attributeOf, compareValues } from '../attribute-values.ts';
import type { AttributeValue, Item } from '../item.ts';
import type { Comparator, Condition, Operand } from './condition.ts';

/** Whether an item meets a condition; `undefined` is an item that does not exist and has no attributes. */
export function isMet(condition: Condition, item: Item | undefined): boolean {
  const valueFor = (operand: Operand): AttributeValue | undefined =>
    operand.kind === 'value' ? operand.value : attributeOf(item, operand.name);
  switch (condition.kind) {
    case 'and':
      return isMet(condition.left, item) && isMet(condition.right, item);
    case 'or':
      return isMet(condition.left, item) || isMet(condition.right, item);
    case 'not':
      return !isMet(condition.condition, item);
    case 'parentheses':
      return isMet(condition.condition, item);
    case 'comparison':
      return compares(condition.operator, valueFor(condition.left), valueFor(condition.right));
    case 'between': {
      const value = valueFor(condition.operand);
      return (
        compares('>=', value, valueFor(condition.low)) && compares('<=', value, valueFor(condition.high))
      );
    }
    case 'function':
      return functionHolds(condition, condition.operands.map(valueFor));
  }
}

function functionHolds(
  { name }: Extract<Condition, { kind: 'function' }>,
  [value, prefix]: readonly (AttributeValue | undefined)[],
): boolean {
  switch (name) {
    case 'attribute_exists':
      return value !== undefined;
    case 'attribute_not_exists':
      return value === undefined;
    case 'begins_with':
      return value !== undefined && prefix !== undefined && begins(value, prefix);
  }
}

function begins(value: AttributeValue, prefix: AttributeValue): boolean {
  return 'S' in value && 'S' in prefix && value.S.startsWith(prefix.S);
}

/**
 * An absent attribute is unequal to every value, and neither less nor greater; so are values of different
 * types.
 */
function compares(
  operator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  const order = left && right && compareValues(left, right);
  if (order === undefined) return operator === '<>';
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}
