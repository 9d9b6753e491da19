import {
  DeleteItemCommand,
  type DynamoDBClient,
  InternalServerError,
  QueryCommand,
  ThrottlingException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../sandbox/api.ts';
import { refusalOf } from '../refusal.ts';
import { aLedger, keyed, put, TABLE } from './ledger.ts';

describe('A request of DynamoDB', () => {
  it('that is throttled has the error of a table with on-demand capacity, and is retried', async () => {
    const { dynamodb, account, outcomes } = aLedger();
    account.faults.add(() => ({ kind: 'throttle' }));
    expect(await refusalOf(dynamodb.send(put('a')))).toBeInstanceOf(ThrottlingException);
    expect(outcomes()).toEqual(Array.from({ length: 3 }, () => 'ThrottlingException'));
    expect(account.tables.itemsOf(TABLE)).toEqual([]);
  });

  it.each(['fail', 'reset'] as const)('took effect if it was applied: %s', async (kind) => {
    const { dynamodb, account } = aLedger();
    account.faults.add(() => ({ kind, applied: true }));
    await refusalOf(dynamodb.send(put('a')));
    expect(account.tables.itemsOf(TABLE)).toEqual([keyed('a')]);
  });

  it.each(['fail', 'reset'] as const)('did not take effect if it was not applied: %s', async (kind) => {
    const { dynamodb, account } = aLedger();
    account.faults.add(() => ({ kind, applied: false }));
    await refusalOf(dynamodb.send(put('a')));
    expect(account.tables.itemsOf(TABLE)).toEqual([]);
  });

  it('that fails has the exception class of the SDK', async () => {
    const { dynamodb, account } = aLedger();
    account.faults.add(() => ({ kind: 'fail', applied: false }));
    expect(await refusalOf(dynamodb.send(put('a')))).toBeInstanceOf(InternalServerError);
  });

  it('that hangs ends when the caller gives up', async () => {
    const { dynamodb, account, outcomes } = aLedger();
    account.faults.add(() => ({ kind: 'hang' }));
    const request = refusalOf(dynamodb.send(put('a'), { abortSignal: account.clock.deadlineIn(5_000) }));
    await new Promise((resolve) => setImmediate(resolve));
    account.clock.advance(5_000);
    expect((await request).name).toBe('AbortError');
    expect(outcomes()).toEqual(['AbortError']);
  });

  it('waits at a gate and is in the call log', async () => {
    const { account } = aLedger();
    const received: Call[] = [];
    const gate = async (call: Call): Promise<void> => void received.push(call);
    await account.connect({ principal: 'writer', gate }).dynamodb.send(put('a'));
    const expected = { service: 'dynamodb', operation: 'PutItem', principal: 'writer' };
    expect(received).toMatchObject([expected]);
    expect(account.calls).toMatchObject([{ ...expected, outcome: 'ok' }]);
  });
});

describe('A denied request names the action and the table', () => {
  const ARN = 'arn:aws:dynamodb:us-east-1:111122223333:table/ledger';
  const Key = keyed('a');
  const transaction = (action: object) => new TransactWriteItemsCommand({ TransactItems: [action] });
  const check = { TableName: TABLE, Key, ConditionExpression: 'attribute_exists(pk)' };
  const cases: readonly [string, (dynamodb: DynamoDBClient) => Promise<unknown>][] = [
    ['PutItem', (dynamodb) => dynamodb.send(put('a'))],
    ['DeleteItem', (dynamodb) => dynamodb.send(new DeleteItemCommand({ TableName: TABLE, Key }))],
    ['Query', (dynamodb) => dynamodb.send(new QueryCommand({ TableName: TABLE }))],
    ['DeleteItem', (dynamodb) => dynamodb.send(transaction({ Delete: { TableName: TABLE, Key } }))],
    ['ConditionCheckItem', (dynamodb) => dynamodb.send(transaction({ ConditionCheck: check }))],
  ];
  it.each(cases)('%s', async (action, request) => {
    const { dynamodb, account } = aLedger();
    account.faults.add(() => ({ kind: 'deny' }));
    const refusal = await refusalOf(request(dynamodb));
    expect(refusal).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
    expect(refusal.message).toContain(`to perform: dynamodb:${action} on resource: ${ARN} because`);
  });
});
