import type { AttributeValue } from '../item.ts';

/** An attribute of the item, or a value of the request. */
export type Operand =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'value'; readonly value: AttributeValue };

/** The operators between two operands. */
export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** The functions that the sandbox supports. */
export type FunctionName = 'attribute_exists' | 'attribute_not_exists' | 'begins_with';

/** A condition on an item, as an expression states it. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not' | 'parentheses'; readonly condition: Condition }
  | {
      readonly kind: 'comparison';
      readonly operator: Comparator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'function'; readonly name: FunctionName; readonly operands: readonly Operand[] };
