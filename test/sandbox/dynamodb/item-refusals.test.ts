import {
  DeleteItemCommand,
  DynamoDBServiceException,
  GetItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.ts';
import { aLedger, keyed, put, type RequestItem, TABLE } from './ledger.ts';

const NOT_VALID = 'One or more parameter values were invalid:';
const EMPTY = 'The AttributeValue for a key attribute cannot contain an empty string value';

describe('DynamoDB refuses to store', () => {
  const cases: readonly [string, RequestItem, string][] = [
    ['an item without a sort key', { pk: { S: 'p' } }, `${NOT_VALID} Missing the key sk in the item`],
    ['an item without a partition key', { sk: { S: 's' } }, `${NOT_VALID} Missing the key pk in the item`],
    [
      'a key that is a number',
      { pk: { S: 'p' }, sk: { N: '1' } },
      `${NOT_VALID} Type mismatch for key sk expected: S actual: N`,
    ],
    [
      'an empty key',
      { pk: { S: '' }, sk: { S: 's' } },
      `One or more parameter values are not valid. ${EMPTY}. Key: pk`,
    ],
    [
      'a partition key of more than 2048 bytes',
      keyed('s', `${'é'.repeat(1024)}a`),
      `${NOT_VALID} Size of hashkey has exceeded the maximum size limit of2048 bytes`,
    ],
    [
      'a sort key of more than 1024 bytes',
      keyed(`${'é'.repeat(512)}a`),
      `${NOT_VALID} Aggregated size of all range keys has exceeded the size limit of 1024 bytes`,
    ],
    [
      'an item of more than 400 KB',
      { ...keyed('s'), text: { S: 'a'.repeat(400 * 1024 - 9) } },
      'Item size has exceeded the maximum allowed size',
    ],
    [
      'a text that is no number',
      { ...keyed('s'), n: { N: 'one' } },
      'The parameter cannot be converted to a numeric value: one',
    ],
    [
      'an empty number',
      { ...keyed('s'), n: { N: '' } },
      'The parameter cannot be converted to a numeric value',
    ],
    [
      'a number of 39 digits',
      { ...keyed('s'), n: { N: `1${'0'.repeat(37)}1` } },
      'Attempting to store more than 38 significant digits in a Number',
    ],
    [
      'a number that is too large',
      { ...keyed('s'), n: { N: '1E126' } },
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    ],
    [
      'a number that is too small',
      { ...keyed('s'), n: { N: '-1E-131' } },
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    ],
    [
      'a value without a type',
      { ...keyed('s'), n: {} as never },
      'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    ],
    [
      'a value with two types',
      { ...keyed('s'), n: { S: '1', N: '1' } as never },
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    ],
  ];
  it.each(cases)('%s', async (_title, Item, message) => {
    const { dynamodb, account } = aLedger();
    const refusal = await refusalOf(dynamodb.send(put('', { Item })));
    expect(refusal).toBeInstanceOf(DynamoDBServiceException);
    expect(refusal).toMatchObject({
      name: 'ValidationException',
      message,
      $metadata: { httpStatusCode: 400 },
    });
    expect(account.tables.itemsOf(TABLE)).toEqual([]);
  });

  it('nothing that is within the limits', async () => {
    const { dynamodb } = aLedger();
    const large = { ...keyed('s'), text: { S: 'a'.repeat(400 * 1024 - 10) } };
    await dynamodb.send(put('', { Item: large }));
    await dynamodb.send(put('', { Item: keyed('a'.repeat(1024), 'a'.repeat(2048)) }));
  });
});

describe('DynamoDB refuses the key', () => {
  const MISMATCH = 'The provided key element does not match the schema';
  const cases: readonly [string, RequestItem, string][] = [
    ['without a sort key', { pk: { S: 'p' } }, MISMATCH],
    ['with another attribute', { ...keyed('s'), note: { S: '' } }, MISMATCH],
    ['of another type', { pk: { S: 'p' }, sk: { N: '1' } }, MISMATCH],
    ['that is empty', keyed(''), `One or more parameter values are not valid. ${EMPTY}. Key: sk`],
  ];
  it.each(cases)('%s', async (_title, Key, message) => {
    const { dynamodb } = aLedger();
    const request = { TableName: TABLE, Key };
    const refused = { name: 'ValidationException', message };
    expect(await refusalOf(dynamodb.send(new GetItemCommand(request)))).toMatchObject(refused);
    expect(await refusalOf(dynamodb.send(new DeleteItemCommand(request)))).toMatchObject(refused);
  });
});

describe('DynamoDB refuses', () => {
  it('a ReturnValues that the operation does not have', async () => {
    const { dynamodb } = aLedger();
    const refusal = await refusalOf(dynamodb.send(put('a', { ReturnValues: 'ALL_NEW' })));
    expect(refusal).toMatchObject({
      name: 'ValidationException',
      message: 'Return values set to invalid value',
    });
  });

  it('a request outside its model, with the limits of the model', async () => {
    const { dynamodb } = aLedger();
    const refusal = await refusalOf(dynamodb.send(put('a', { TableName: 'a'.repeat(1025) })));
    expect(refusal.name).toBe('ValidationException');
    expect(refusal.message).toContain("at 'tableName' failed to satisfy constraint: Member must have length");
  });
});

describe('The sandbox says that it does not support', () => {
  it.each([
    [
      'a type but S and N',
      put('a', { Item: { ...keyed('a'), b: { BOOL: true } } }),
      'no members but N, S; received BOOL',
    ],
    ['Expected', put('a', { Expected: {} }), 'supports only'],
    [
      'the consumed capacity',
      put('a', { ReturnConsumedCapacity: 'TOTAL' }),
      'received ReturnConsumedCapacity',
    ],
    ['the ARN of a table', put('a', { TableName: 'arn:aws:dynamodb:a:1:table/ledger' }), 'no ARNs'],
  ])('%s', async (_title, command, message) => {
    const { dynamodb } = aLedger();
    const refusal = await refusalOf(dynamodb.send(command));
    expect(refusal.name).toBe('Error');
    expect(refusal.message).toContain(message);
  });

  it('but accepts the default values of what it does not support', async () => {
    const { dynamodb } = aLedger();
    await dynamodb.send(put('a', { ReturnConsumedCapacity: 'NONE', ReturnItemCollectionMetrics: 'NONE' }));
  });

  it('other operations', async () => {
    const { dynamodb } = aLedger();
    const refusal = await refusalOf(dynamodb.send(new ScanCommand({ TableName: TABLE })));
    expect(refusal.message).toBe('The sandbox does not serve dynamodb:Scan');
  });
});
