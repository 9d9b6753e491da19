import type { AttributeValue, QueryCommandInput, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import type { RequestItem } from './ledger.ts';

/** One request of a random sequence, without the name of its table. */
export type RandomRequest =
  | { readonly operation: 'put'; readonly input: Conditional & { readonly Item: RequestItem } }
  | { readonly operation: 'delete'; readonly input: Conditional & { readonly Key: RequestItem } }
  | {
      readonly operation: 'get';
      readonly input: { readonly Key: RequestItem; readonly ConsistentRead: boolean };
    }
  | { readonly operation: 'query'; readonly input: Omit<QueryCommandInput, 'TableName'> }
  | { readonly operation: 'transaction'; readonly actions: readonly RandomAction[] };

/** One action of a transaction. */
export interface RandomAction {
  readonly kind: keyof Pick<TransactWriteItem, 'Put' | 'Delete' | 'ConditionCheck'>;
  readonly input: Conditional & { readonly Item?: RequestItem; readonly Key?: RequestItem };
}

interface Conditional {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD';
  readonly ReturnValues?: 'ALL_OLD';
}

// Few keys and values, so that requests meet the items of earlier ones.
const SORT_KEYS = ['a', 'a#1', 'a#2', 'b', 'Z', 'é'];
const key = fc
  .record({ pk: fc.constantFrom('p', 'q'), sk: fc.constantFrom(...SORT_KEYS) })
  .map(({ pk, sk }): RequestItem => ({ pk: { S: pk }, sk: { S: sk } }));
const item = fc
  .record({
    key,
    status: fc.option(fc.constantFrom('open', 'closed', ''), { nil: undefined }),
    n: fc.option(fc.constantFrom('-3', '0', '2', '10'), { nil: undefined }),
  })
  .map(
    ({ key, status, n }): RequestItem => ({
      ...key,
      ...(status === undefined ? {} : { status: { S: status } }),
      ...(n === undefined ? {} : { n: { N: n } }),
    }),
  );

const p: AttributeValue = { S: 'p' };

/**
 * Items and keys that DynamoDB refuses, and moto, too. moto does not check the type of the key of GetItem and
 * DeleteItem, and gives other errors in a transaction; item-refusals.test.ts and transactions.test.ts have
 * these cases.
 */
const INVALID_ITEMS: readonly RequestItem[] = [
  { pk: p },
  { pk: p, sk: { N: '1' } },
  { pk: p, sk: { S: '' } },
];
const INVALID_KEYS: readonly RequestItem[] = [{ pk: p, sk: p, n: p }, { pk: p }];

/** The names and values of all expressions; a request defines those that its expression uses. */
const NAMES: Readonly<Record<string, string>> = { '#status': 'status', '#pk': 'pk' };
const VALUES: Readonly<Record<string, AttributeValue>> = {
  ':open': { S: 'open' },
  ':op': { S: 'op' },
  ':zero': { N: '0' },
  ':two': { N: '2' },
  ':ten': { N: '10' },
};

const atom = fc.oneof(
  fc.constantFrom(
    'attribute_exists(pk)',
    'attribute_not_exists(#pk)',
    'attribute_exists(#status)',
    'attribute_not_exists(n)',
    'begins_with(#status, :op)',
    // moto takes an attribute 0 for an absent one in BETWEEN, so that 0 must not be within the bounds.
    'n BETWEEN :two AND :ten',
    // A value of another type is unequal.
    'n = :open',
    '#status <> :two',
  ),
  fc
    .tuple(fc.constantFrom('=', '<>', '<', '<=', '>', '>='), fc.constantFrom(':zero', ':two', ':ten'))
    .map(([operator, value]) => `n ${operator} ${value}`),
  fc.constantFrom('=', '<>', '<', '>=').map((operator) => `#status ${operator} :open`),
);
const { condition } = fc.letrec<{ condition: string; compound: string }>((tie) => ({
  condition: fc.oneof({ maxDepth: 3 }, atom, tie('compound')),
  compound: fc.oneof(
    tie('condition').map((inner) => (inner.startsWith('(') ? `NOT ${inner}` : `NOT (${inner})`)),
    fc
      .tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition'))
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
    fc
      .tuple(atom, fc.constantFrom('AND', 'OR'), atom)
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
  ),
}));

/**
 * Conditions that DynamoDB refuses, and moto, too. moto fails with status 500 for an undefined name, and
 * accepts an empty condition and values that are not used; condition-refusals.test.ts has these cases.
 */
const INVALID = ['status = :open', '((n = :two))'];

const conditional = fc
  .record({
    expression: fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      { weight: 16, arbitrary: condition },
      { weight: 1, arbitrary: fc.constantFrom(...INVALID) },
    ),
    returnsItem: fc.boolean(),
  })
  .map(({ expression, returnsItem }) => ({
    ...definitions(expression),
    ...(returnsItem ? RETURNS_ITEM : {}),
  }));

const RETURNS_ITEM = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

function definitions(ConditionExpression: string | undefined): Conditional {
  if (ConditionExpression === undefined) return {};
  const ExpressionAttributeNames = used(NAMES, ConditionExpression);
  const ExpressionAttributeValues = used(VALUES, ConditionExpression);
  return {
    ConditionExpression,
    ...(ExpressionAttributeNames ? { ExpressionAttributeNames } : {}),
    ...(ExpressionAttributeValues ? { ExpressionAttributeValues } : {}),
  };
}

function used<Value>(all: Readonly<Record<string, Value>>, text: string): Record<string, Value> | undefined {
  const entries = Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(text));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

const returnValues = fc.constantFrom({}, { ReturnValues: 'ALL_OLD' as const });
const sortKeyCondition = fc.oneof(
  fc.constantFrom({ text: '', values: [] as string[] }),
  fc
    .tuple(fc.constantFrom('=', '<', '<=', '>', '>='), fc.constantFrom(...SORT_KEYS))
    .map(([operator, sk]) => ({ text: ` AND sk ${operator} :a`, values: [sk] })),
  fc.constantFrom('a', 'a#', 'b').map((sk) => ({ text: ' AND begins_with(sk, :a)', values: [sk] })),
  fc
    .tuple(fc.constantFrom(...SORT_KEYS), fc.constantFrom(...SORT_KEYS))
    .map((bounds) => ({ text: ' AND sk BETWEEN :a AND :b', values: bounds.toSorted() })),
);
const query = fc
  .record({
    pk: fc.constantFrom('p', 'q'),
    sortKey: sortKeyCondition,
    Limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    ScanIndexForward: fc.boolean(),
    ConsistentRead: fc.boolean(),
  })
  .map(({ pk, sortKey, ...members }) => ({
    ...members,
    KeyConditionExpression: `pk = :p${sortKey.text}`,
    ExpressionAttributeValues: Object.fromEntries(
      [pk, ...sortKey.values].map((S, index) => [[':p', ':a', ':b'][index], { S }]),
    ),
  }));

/** Queries that DynamoDB refuses, and moto, too; queries.test.ts has the others. */
const INVALID_QUERIES = ['pk > :p', 'sk = :p'].map((KeyConditionExpression) => ({
  KeyConditionExpression,
  ExpressionAttributeValues: { ':p': p },
}));

const action: fc.Arbitrary<RandomAction> = fc.oneof(
  fc
    .tuple(item, conditional)
    .map(([Item, members]) => ({ kind: 'Put' as const, input: { Item, ...members } })),
  fc
    .tuple(key, conditional)
    .map(([Key, members]) => ({ kind: 'Delete' as const, input: { Key, ...members } })),
  fc.tuple(key, condition).map(([Key, expression]) => ({
    kind: 'ConditionCheck' as const,
    input: { Key, ...definitions(expression) },
  })),
);

function mostly<Valid, Invalid>(
  valid: fc.Arbitrary<Valid>,
  invalid: readonly Invalid[],
): fc.Arbitrary<Valid | Invalid> {
  return fc.oneof<fc.WeightedArbitrary<Valid | Invalid>[]>(
    { weight: 20, arbitrary: valid },
    { weight: 1, arbitrary: fc.constantFrom(...invalid) },
  );
}

/** Random requests to a ledger; most of them are valid. */
export const randomRequest: fc.Arbitrary<RandomRequest> = fc.oneof(
  fc.tuple(mostly(item, INVALID_ITEMS), conditional, returnValues).map(([Item, members, returned]) => ({
    operation: 'put' as const,
    input: { Item, ...members, ...returned },
  })),
  fc.tuple(mostly(key, INVALID_KEYS), conditional, returnValues).map(([Key, members, returned]) => ({
    operation: 'delete' as const,
    input: { Key, ...members, ...returned },
  })),
  fc
    .record({ Key: mostly(key, INVALID_KEYS), ConsistentRead: fc.boolean() })
    .map((input) => ({ operation: 'get' as const, input })),
  mostly(query, INVALID_QUERIES).map((input) => ({ operation: 'query' as const, input })),
  fc
    .array(action, { minLength: 1, maxLength: 4 })
    .map((actions) => ({ operation: 'transaction' as const, actions })),
);
