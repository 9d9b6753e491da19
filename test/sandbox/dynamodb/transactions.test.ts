import {
  IdempotentParameterMismatchException,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.ts';
import { aLedger, keyed, TABLE } from './ledger.ts';

const NEW = { ConditionExpression: 'attribute_not_exists(pk)' };
const EXISTING = { ConditionExpression: 'attribute_exists(pk)' };

const putting = (sk: string, members: object = {}): TransactWriteItem => ({
  Put: { TableName: TABLE, Item: keyed(sk), ...members },
});
const deleting = (sk: string, members: object = {}): TransactWriteItem => ({
  Delete: { TableName: TABLE, Key: keyed(sk), ...members },
});
const checking = (sk: string, members: object): TransactWriteItem => ({
  ConditionCheck: { TableName: TABLE, Key: keyed(sk), ...EXISTING, ...members },
});
const transaction = (TransactItems: TransactWriteItem[], ClientRequestToken?: string) =>
  new TransactWriteItemsCommand({ TransactItems, ClientRequestToken });

const message = (codes: string) =>
  `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;

describe('A transaction', () => {
  it('performs all of its actions', async () => {
    const { dynamodb, account } = aLedger();
    for (const sk of ['a', 'b']) account.tables.put(TABLE, keyed(sk));
    const answer = await dynamodb.send(
      transaction([putting('c', NEW), deleting('a', EXISTING), checking('b', EXISTING)]),
    );
    expect(answer).toEqual({ $metadata: expect.anything() });
    expect(account.tables.itemsOf(TABLE)).toEqual([keyed('b'), keyed('c')]);
  });

  it('performs none if one condition is not met, and names the reason of each action in its order', async () => {
    const { dynamodb, account } = aLedger();
    account.tables.put(TABLE, keyed('a'));
    const actions = [
      putting('new', NEW),
      putting('a', { ...NEW, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      deleting('b', { ...EXISTING, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      checking('c', EXISTING),
    ];
    const refusal = await refusalOf(dynamodb.send(transaction(actions)));
    expect(refusal).toBeInstanceOf(TransactionCanceledException);
    const failed = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };
    expect(refusal).toMatchObject({
      message: message('None, ConditionalCheckFailed, ConditionalCheckFailed, ConditionalCheckFailed'),
      CancellationReasons: [{ Code: 'None' }, { ...failed, Item: keyed('a') }, failed, failed],
      $metadata: { httpStatusCode: 400 },
    });
    expect(account.tables.itemsOf(TABLE)).toEqual([keyed('a')]);
  });

  it('checks its conditions on the items before it', async () => {
    const { dynamodb } = aLedger();
    const refusal = await refusalOf(dynamodb.send(transaction([putting('a'), checking('b', EXISTING)])));
    expect(refusal.message).toBe(message('None, ConditionalCheckFailed'));
  });

  it('has up to 100 actions', async () => {
    const { dynamodb, account } = aLedger();
    const actions = Array.from({ length: 101 }, (_, index) => putting(`a${index}`));
    await dynamodb.send(transaction(actions.slice(1)));
    expect(account.tables.itemsOf(TABLE)).toHaveLength(100);
    const refusal = await refusalOf(dynamodb.send(transaction(actions)));
    expect(refusal.name).toBe('ValidationException');
    expect(refusal.message).toContain('Member must have length less than or equal to 100');
  });

  it('is cancelled if a key is not valid', async () => {
    const { dynamodb } = aLedger();
    const actions = [putting('a'), { Put: { TableName: TABLE, Item: { pk: { S: 'p' } } } }];
    expect(await refusalOf(dynamodb.send(transaction(actions)))).toMatchObject({
      message: message('None, ValidationError'),
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ValidationError',
          Message: 'One or more parameter values were invalid: Missing the key sk in the item',
        },
      ],
    });
  });
});

describe('DynamoDB refuses a transaction', () => {
  const cases: readonly [string, TransactWriteItem[], string, string][] = [
    [
      'with two actions on one item',
      [putting('a'), checking('a', EXISTING)],
      'ValidationException',
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      'with two actions in one',
      [{ ...putting('a'), ...deleting('b') }],
      'ValidationException',
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'with an action that is empty',
      [{}],
      'ValidationException',
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'of a table that does not exist',
      [putting('a'), putting('b', { TableName: 'other' })],
      'ResourceNotFoundException',
      'Requested resource not found',
    ],
    [
      'with an invalid condition',
      [putting('a', { ConditionExpression: '' })],
      'ValidationException',
      'Invalid ConditionExpression: The expression can not be empty;',
    ],
    [
      'without actions',
      [],
      'ValidationException',
      "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
  ];
  it.each(cases)('%s', async (_title, actions, name, text) => {
    const { dynamodb, account } = aLedger();
    const refusal = await refusalOf(dynamodb.send(transaction(actions)));
    expect(refusal).toMatchObject({ name, message: text });
    expect(account.tables.itemsOf(TABLE)).toEqual([]);
  });
});

describe('A transaction with a token', () => {
  const TOKEN = 'a-token';

  it('is performed once in 10 minutes', async () => {
    const { dynamodb, account } = aLedger();
    const request = transaction([putting('a', NEW)], TOKEN);
    await dynamodb.send(request);
    account.clock.advance(599_999);
    await dynamodb.send(request);
    account.clock.advance(1);
    expect((await refusalOf(dynamodb.send(request))).name).toBe('TransactionCanceledException');
  });

  it('does not undo what others did after it', async () => {
    const { dynamodb, account } = aLedger();
    const request = transaction([putting('a')], TOKEN);
    await dynamodb.send(request);
    await dynamodb.send(transaction([deleting('a')]));
    await dynamodb.send(request);
    expect(account.tables.itemsOf(TABLE)).toEqual([]);
  });

  it('is refused if the token belongs to another request', async () => {
    const { dynamodb, account } = aLedger();
    await dynamodb.send(transaction([putting('a')], TOKEN));
    const refusal = await refusalOf(dynamodb.send(transaction([putting('b')], TOKEN)));
    expect(refusal).toBeInstanceOf(IdempotentParameterMismatchException);
    expect(account.tables.itemsOf(TABLE)).toEqual([keyed('a')]);
  });

  it('is the same request if a member is absent or undefined', async () => {
    const { dynamodb, account } = aLedger();
    await dynamodb.send(transaction([putting('a')], TOKEN));
    await dynamodb.send(transaction([putting('a', { ConditionExpression: undefined })], TOKEN));
    expect(account.tables.itemsOf(TABLE)).toEqual([keyed('a')]);
  });

  it('that was cancelled is a new attempt when it is repeated', async () => {
    const { dynamodb, account } = aLedger();
    const request = transaction([checking('a', EXISTING), putting('b')], TOKEN);
    expect((await refusalOf(dynamodb.send(request))).name).toBe('TransactionCanceledException');
    account.tables.put(TABLE, keyed('a'));
    await dynamodb.send(request);
    expect(account.tables.itemsOf(TABLE)).toEqual([keyed('a'), keyed('b')]);
  });

  it('has a token of at most 36 characters', async () => {
    const { dynamodb } = aLedger();
    await dynamodb.send(transaction([putting('a')], 'a'.repeat(36)));
    const refusal = await refusalOf(dynamodb.send(transaction([putting('a')], 'a'.repeat(37))));
    expect(refusal.name).toBe('ValidationException');
  });
});

describe('A transaction without a token', () => {
  it('receives one from the client, so that a retry after a lost answer is the same transaction', async () => {
    const { dynamodb, account, outcomes } = aLedger();
    let isFirst = true;
    account.faults.add(() => {
      const fault = isFirst ? ({ kind: 'fail', applied: true } as const) : undefined;
      isFirst = false;
      return fault;
    });
    await dynamodb.send(transaction([putting('a', NEW)]));
    expect(outcomes()).toEqual(['InternalServerError', 'ok']);
    const tokens = account.calls.map(({ input }) => Object(input).ClientRequestToken);
    expect(tokens[0]).toMatch(/^[\da-f-]{36}$/);
    expect(tokens[1]).toBe(tokens[0]);
  });

  it('is another transaction than an equal one', async () => {
    const { dynamodb } = aLedger();
    await dynamodb.send(transaction([putting('a', NEW)]));
    const refusal = await refusalOf(dynamodb.send(transaction([putting('a', NEW)])));
    expect(refusal.name).toBe('TransactionCanceledException');
  });
});

describe('The sandbox says that it does not support', () => {
  it.each([
    [
      'an update',
      { Update: { TableName: TABLE, Key: keyed('a'), UpdateExpression: 'SET a = :a' } },
      'does not support the action Update',
    ],
    ['a type but S and N', putting('a', { Item: { ...keyed('a'), b: { L: [] } } }), 'received L'],
  ])('%s', async (_title, action, text) => {
    const { dynamodb } = aLedger();
    const refusal = await refusalOf(dynamodb.send(transaction([action])));
    expect(refusal.name).toBe('Error');
    expect(refusal.message).toContain(text);
  });
});
