import { paginateQuery, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.ts';
import { aLedger, keyed, TABLE } from './ledger.ts';

/** The sort keys of the partition `p`, in their order by UTF-8 bytes; U+1F600 follows U+FFEE only there. */
const SORT_KEYS = ['a', 'a#1', 'a#2', 'b', 'c', '\u{ffee}', '\u{1f600}'];

/** A ledger with these items, and two others in other partitions. */
function aFullLedger() {
  const ledger = aLedger();
  const items = [...SORT_KEYS.toReversed().map((sk) => keyed(sk)), keyed('a', 'o'), keyed('a', 'q')];
  for (const item of items) ledger.account.tables.put(TABLE, item);
  return ledger;
}

/** A query of the partition `p` with these members. */
function query(members: Partial<QueryCommandInput> = {}): QueryCommandInput {
  return {
    TableName: TABLE,
    KeyConditionExpression: 'pk = :p',
    ConsistentRead: true,
    ...members,
    ExpressionAttributeValues: { ':p': { S: 'p' }, ...members.ExpressionAttributeValues },
  };
}

const sortKeys = (items: readonly Record<string, { S?: string }>[] = []) => items.map(({ sk }) => sk?.S);

describe('A query', () => {
  it('returns the items of one partition in the order of their sort keys', async () => {
    const { dynamodb } = aFullLedger();
    const { Items, Count, ScannedCount, LastEvaluatedKey } = await dynamodb.send(new QueryCommand(query()));
    expect(sortKeys(Items as never)).toEqual(SORT_KEYS);
    expect([Count, ScannedCount, LastEvaluatedKey]).toEqual([7, 7, undefined]);
  });

  it('returns them in the reverse order', async () => {
    const { dynamodb } = aFullLedger();
    const { Items } = await dynamodb.send(new QueryCommand(query({ ScanIndexForward: false })));
    expect(sortKeys(Items as never)).toEqual(SORT_KEYS.toReversed());
  });

  it('of a partition without items returns none', async () => {
    const { dynamodb } = aLedger();
    const answer = await dynamodb.send(new QueryCommand(query()));
    expect(answer).toEqual({ $metadata: expect.anything(), Items: [], Count: 0, ScannedCount: 0 });
  });

  const conditions: readonly [string, readonly string[]][] = [
    ['pk = :p AND sk = :b', ['b']],
    ['sk < :b and pk = :p', ['a', 'a#1', 'a#2']],
    ['pk = :p AND sk <= :b', ['a', 'a#1', 'a#2', 'b']],
    ['(pk = :p) AND (sk > :b)', ['c', '\u{ffee}', '\u{1f600}']],
    ['pk = :p AND sk >= :b', ['b', 'c', '\u{ffee}', '\u{1f600}']],
    ['pk = :p AND sk BETWEEN :a AND :b', ['a', 'a#1', 'a#2', 'b']],
    ['pk = :p AND begins_with(sk, :a)', ['a', 'a#1', 'a#2']],
    ['#p = :p AND begins_with(#s, :a)', ['a', 'a#1', 'a#2']],
  ];
  it.each(conditions)('with the condition %s', async (KeyConditionExpression, expected) => {
    const { dynamodb } = aFullLedger();
    const ExpressionAttributeValues = {
      ...(KeyConditionExpression.includes(':a') ? { ':a': { S: 'a' } } : {}),
      ...(KeyConditionExpression.includes(':b') ? { ':b': { S: 'b' } } : {}),
    };
    const names = KeyConditionExpression.includes('#') ? { '#p': 'pk', '#s': 'sk' } : undefined;
    const input = query({
      KeyConditionExpression,
      ExpressionAttributeValues,
      ExpressionAttributeNames: names,
    });
    expect(sortKeys((await dynamodb.send(new QueryCommand(input))).Items as never)).toEqual(expected);
  });
});

describe('The pages of a query', () => {
  const pagesOf = async (members: Partial<QueryCommandInput>) => {
    const { dynamodb } = aFullLedger();
    const pages = [];
    for await (const { Items } of paginateQuery({ client: dynamodb }, query(members))) {
      pages.push(sortKeys(Items as never));
    }
    return pages;
  };

  it.each([true, false])('contain every item once (forward: %s)', async (ScanIndexForward) => {
    const expected = ScanIndexForward ? SORT_KEYS : SORT_KEYS.toReversed();
    const pages = await pagesOf({ Limit: 3, ScanIndexForward });
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat()).toEqual(expected);
  });

  it('end with an empty page if the last full page has no item left behind it', async () => {
    expect((await pagesOf({ Limit: 7 })).map((page) => page.length)).toEqual([7, 0]);
  });

  it('continue behind an item that was deleted in between', async () => {
    const { dynamodb } = aFullLedger();
    const ExclusiveStartKey = keyed('a#17');
    const { Items } = await dynamodb.send(new QueryCommand(query({ ExclusiveStartKey, Limit: 1 })));
    expect(sortKeys(Items as never)).toEqual(['a#2']);
  });

  it('end before 1 MB', async () => {
    const { dynamodb, account } = aLedger();
    const text = { S: 'a'.repeat(350_000 - 'pkpskxtext'.length) };
    for (const sk of ['1', '2', '3', '4']) account.tables.put(TABLE, { ...keyed(sk), text });
    const first = await dynamodb.send(new QueryCommand(query()));
    expect(first).toMatchObject({ Count: 2, LastEvaluatedKey: keyed('2') });
    const ExclusiveStartKey = first.LastEvaluatedKey;
    const second = await dynamodb.send(new QueryCommand(query({ ExclusiveStartKey })));
    expect([second.Count, second.LastEvaluatedKey]).toEqual([2, undefined]);
  });
});

describe('DynamoDB refuses a query', () => {
  const S = { ':a': { S: 'a' } };
  const INVALID = 'Invalid KeyConditionExpression:';
  const cases: readonly [string, Partial<QueryCommandInput>, string][] = [
    [
      'without a condition',
      { KeyConditionExpression: undefined },
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ],
    [
      'with an empty condition',
      { KeyConditionExpression: '' },
      `${INVALID} The expression can not be empty;`,
    ],
    [
      'without a partition key',
      { KeyConditionExpression: 'sk = :p' },
      'Query condition missed key schema element: pk',
    ],
    [
      'of another attribute',
      { KeyConditionExpression: 'pk = :p AND note = :a', ExpressionAttributeValues: S },
      'Query condition missed key schema element: sk',
    ],
    ['of several partitions', { KeyConditionExpression: 'pk > :p' }, 'Query key condition not supported'],
    [
      'with two conditions on one key',
      { KeyConditionExpression: 'pk = :p AND sk > :a AND sk < :p', ExpressionAttributeValues: S },
      'KeyConditionExpressions must only contain one condition per key',
    ],
    [
      'with OR',
      { KeyConditionExpression: 'pk = :p OR sk = :a', ExpressionAttributeValues: S },
      'Invalid operator used in KeyConditionExpression: OR',
    ],
    [
      'with NOT',
      { KeyConditionExpression: 'pk = :p AND NOT sk = :a', ExpressionAttributeValues: S },
      'Invalid operator used in KeyConditionExpression: NOT',
    ],
    [
      'with <>',
      { KeyConditionExpression: 'pk = :p AND sk <> :a', ExpressionAttributeValues: S },
      'Invalid operator used in KeyConditionExpression: <>',
    ],
    [
      'with another function',
      { KeyConditionExpression: 'pk = :p AND attribute_exists(sk)' },
      'Invalid operator used in KeyConditionExpression: attribute_exists',
    ],
    [
      'for a key of another type',
      { KeyConditionExpression: 'pk = :p AND sk = :a', ExpressionAttributeValues: { ':a': { N: '1' } } },
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'for an empty key',
      { ExpressionAttributeValues: { ':p': { S: '' } } },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      'that starts at another partition',
      { ExclusiveStartKey: keyed('a', 'q') },
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
    [
      'that starts at a sort key outside its condition',
      {
        KeyConditionExpression: 'pk = :p AND sk > :a',
        ExpressionAttributeValues: S,
        ExclusiveStartKey: keyed('a'),
      },
      'The provided starting key does not match the range key predicate',
    ],
    [
      'with a sort key that starts at another partition',
      {
        KeyConditionExpression: 'pk = :p AND sk >= :a',
        ExpressionAttributeValues: S,
        ExclusiveStartKey: keyed('a', 'q'),
      },
      'The query can return at most one row and cannot be restarted',
    ],
    [
      'that starts at a part of a key',
      { ExclusiveStartKey: { pk: { S: 'p' } } },
      'The provided starting key is invalid: The provided key element does not match the schema',
    ],
    [
      'with a limit of 0',
      { Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
  ];
  it.each(cases)('%s', async (_title, members, message) => {
    const { dynamodb } = aFullLedger();
    const refusal = await refusalOf(dynamodb.send(new QueryCommand(query(members))));
    expect(refusal).toMatchObject({ message, name: 'ValidationException' });
  });
});

describe('The sandbox says that it does not support a query', () => {
  it.each([
    ['of an index', { IndexName: 'index' }, 'received IndexName'],
    ['with a filter', { FilterExpression: 'a = :p' }, 'received FilterExpression'],
    ['with a projection', { ProjectionExpression: 'pk' }, 'received ProjectionExpression'],
    ['with a value in front of the key', { KeyConditionExpression: ':p = pk' }, 'compared with values'],
  ])('%s', async (_title, members, message) => {
    const { dynamodb } = aFullLedger();
    const refusal = await refusalOf(dynamodb.send(new QueryCommand(query(members))));
    expect(refusal.name).toBe('Error');
    expect(refusal.message).toContain(message);
  });
});
