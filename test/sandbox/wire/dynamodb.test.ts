import { crc32 } from 'node:zlib';
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSandboxAccount, type SandboxAccount } from '../../../sandbox/account.ts';
import type { Fault } from '../../../sandbox/faults.ts';
import { immediateRetries } from '../../../sandbox/immediate-retries.ts';
import { comparableResult, served } from './served.ts';

const TABLE = 'ledger';
const key = (sk: string) => ({ pk: { S: 'p' }, sk: { S: sk } });
const old = { ...key('old'), note: { S: '<é>"' }, n: { N: '7' } };

function anAccount(): SandboxAccount {
  const account = createSandboxAccount();
  account.tables.add({ name: TABLE });
  account.tables.put(TABLE, old);
  return account;
}

/** Two equal accounts, one of which is used over HTTP. */
async function twoAccounts() {
  const { account, endpoint } = await served(anAccount());
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
    retryStrategy: immediateRetries(3),
  });
  onTestFinished(() => client.destroy());
  const direct = anAccount();
  const { dynamodb } = direct.connect({ principal: 'tester' });
  return { wire: { account, client }, direct: { account: direct, client: dynamodb }, endpoint };
}

/** The parts of a result that are equal in both ways, with the members of DynamoDB's errors. */
async function resultOf(work: Promise<object>): Promise<object> {
  const members = await work.then(
    () => ({}),
    ({ Item, CancellationReasons }) => ({ Item, CancellationReasons }),
  );
  return { ...(await comparableResult(work)), ...members };
}

const conditional = {
  ConditionExpression: 'attribute_not_exists(pk)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;
const transaction = (sk: string) =>
  new TransactWriteItemsCommand({
    ClientRequestToken: 'a-token',
    TransactItems: [
      { Delete: { TableName: TABLE, Key: key('other') } },
      { Put: { TableName: TABLE, Item: key(sk), ...conditional } },
    ],
  });
const query = new QueryCommand({
  TableName: TABLE,
  KeyConditionExpression: 'pk = :p',
  ExpressionAttributeValues: { ':p': { S: 'p' } },
  Limit: 1,
});

type Send = (client: DynamoDBClient) => Promise<object>;

const CASES: readonly [string, Send][] = [
  ['GetItem', (client) => client.send(new GetItemCommand({ TableName: TABLE, Key: key('old') }))],
  ['GetItem of no item', (client) => client.send(new GetItemCommand({ TableName: TABLE, Key: key('none') }))],
  ['PutItem', (client) => client.send(new PutItemCommand({ TableName: TABLE, Item: key('new') }))],
  [
    'PutItem with a condition that is not met',
    (client) => client.send(new PutItemCommand({ TableName: TABLE, Item: key('old'), ...conditional })),
  ],
  [
    'PutItem of an empty key',
    (client) => client.send(new PutItemCommand({ TableName: TABLE, Item: key('') })),
  ],
  [
    'PutItem with an unknown table',
    (client) => client.send(new PutItemCommand({ TableName: 'none', Item: key('new') })),
  ],
  [
    'DeleteItem',
    (client) =>
      client.send(new DeleteItemCommand({ TableName: TABLE, Key: key('old'), ReturnValues: 'ALL_OLD' })),
  ],
  ['Query', (client) => client.send(query)],
  ['TransactWriteItems', (client) => client.send(transaction('new'))],
  ['TransactWriteItems that is cancelled', (client) => client.send(transaction('old'))],
];

describe('DynamoDB over HTTP has the same answers, errors and state as without HTTP', () => {
  it.each(CASES)('%s', async (_title, send) => {
    const { wire, direct } = await twoAccounts();
    expect(await resultOf(send(wire.client))).toEqual(await resultOf(send(direct.client)));
    expect(wire.account.calls).toEqual(direct.account.calls);
    expect(wire.account.tables.itemsOf(TABLE)).toEqual(direct.account.tables.itemsOf(TABLE));
  });

  const faults: readonly Fault[] = [
    { kind: 'throttle' },
    { kind: 'deny' },
    { kind: 'fail', applied: true },
    { kind: 'fail', applied: false },
    { kind: 'reset', applied: true },
  ];
  it.each(faults)('with the fault %j', async (fault) => {
    const { wire, direct } = await twoAccounts();
    for (const { account } of [wire, direct]) account.faults.add(() => fault);
    const send: Send = (client) => client.send(transaction('new'));
    expect(await resultOf(send(wire.client))).toEqual(await resultOf(send(direct.client)));
    expect(wire.account.calls).toEqual(direct.account.calls);
    expect(wire.account.tables.itemsOf(TABLE)).toEqual(direct.account.tables.itemsOf(TABLE));
  });
});

describe('An answer of DynamoDB over HTTP', () => {
  const ask = async (operation: string, body: string) => {
    const { endpoint } = await served(anAccount());
    const headers = { 'x-amz-target': `DynamoDB_20120810.${operation}` };
    const response = await fetch(endpoint, { method: 'POST', headers, body });
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(response.headers.get('x-amz-crc32')).toBe(String(crc32(text)));
    return { status: response.status, content: JSON.parse(text) };
  };

  it('has the checksum of its body', async () => {
    const body = JSON.stringify({ TableName: TABLE, Key: key('old') });
    expect(await ask('GetItem', body)).toEqual({ status: 200, content: { Item: old } });
  });

  it.each([
    [
      { TableName: 'none', Key: key('old') },
      { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: expect.anything() },
    ],
    [
      { TableName: TABLE, Key: {} },
      { __type: 'com.amazon.coral.validate#ValidationException', message: expect.anything() },
    ],
  ])('names an error in its __type: %#', async (request, content) => {
    expect(await ask('GetItem', JSON.stringify(request))).toEqual({ status: 400, content });
  });

  it('has the reasons of a cancelled transaction', async () => {
    const { status, content } = await ask('TransactWriteItems', JSON.stringify(transaction('old').input));
    expect(status).toBe(400);
    expect(content).toEqual({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: expect.stringContaining('[None, ConditionalCheckFailed]'),
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: old },
      ],
    });
  });

  it('refuses a body that is not JSON, and an operation that is not in the model', async () => {
    expect((await ask('GetItem', '{')).content.__type).toBe(
      'com.amazon.coral.service#SerializationException',
    );
    expect((await ask('None', '{}')).content.message).toContain('received None');
  });
});
