import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.ts';
import { aLedger, keyed, put, TABLE } from './ledger.ts';

const get = (sk: string) => new GetItemCommand({ TableName: TABLE, Key: keyed(sk), ConsistentRead: true });
const remove = (sk: string, members: object = {}) =>
  new DeleteItemCommand({ TableName: TABLE, Key: keyed(sk), ...members });

describe('An item', () => {
  it('is stored, returned and deleted', async () => {
    const { dynamodb, account } = aLedger();
    const item = { ...keyed('a'), note: { S: '' }, n: { N: '7' } };
    await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: item }));
    expect((await dynamodb.send(get('a'))).Item).toEqual(item);
    expect(account.tables.itemsOf(TABLE)).toEqual([item]);
    await dynamodb.send(remove('a'));
    expect(await dynamodb.send(get('a'))).toEqual({ $metadata: expect.anything() });
  });

  it('replaces all attributes of the item with the same key', async () => {
    const { dynamodb, account } = aLedger();
    await dynamodb.send(put('a', { Item: { ...keyed('a'), one: { S: '1' } } }));
    await dynamodb.send(put('a', { Item: { ...keyed('a'), two: { S: '2' } } }));
    expect(account.tables.itemsOf(TABLE)).toEqual([{ ...keyed('a'), two: { S: '2' } }]);
  });

  it('is returned by the write that replaces or deletes it, if the request asks for that', async () => {
    const { dynamodb } = aLedger();
    const ReturnValues = 'ALL_OLD';
    expect((await dynamodb.send(put('a', { ReturnValues }))).Attributes).toBeUndefined();
    expect((await dynamodb.send(put('a', { ReturnValues }))).Attributes).toEqual(keyed('a'));
    expect((await dynamodb.send(put('a'))).Attributes).toBeUndefined();
    expect((await dynamodb.send(remove('a', { ReturnValues }))).Attributes).toEqual(keyed('a'));
    expect((await dynamodb.send(remove('a', { ReturnValues }))).Attributes).toBeUndefined();
  });

  it('can be stored and listed without the API', async () => {
    const { dynamodb, account } = aLedger();
    for (const sk of ['b', 'a']) account.tables.put(TABLE, keyed(sk));
    expect(account.tables.itemsOf(TABLE)).toEqual([keyed('a'), keyed('b')]);
    expect((await dynamodb.send(get('a'))).Item).toEqual(keyed('a'));
    expect(account.calls).toHaveLength(1);
  });
});

describe('A table', () => {
  it('is created once', () => {
    const { account } = aLedger();
    expect(() => account.tables.add({ name: TABLE })).toThrow('already has a table ledger');
  });

  it('that does not exist is refused', async () => {
    const { dynamodb } = aLedger();
    const refusal = await refusalOf(dynamodb.send(put('a', { TableName: 'other' })));
    expect(refusal).toBeInstanceOf(ResourceNotFoundException);
    expect(refusal.message).toBe('Requested resource not found');
  });
});

describe('A condition that is not met', () => {
  const conditional = { ConditionExpression: 'attribute_not_exists(pk)' };

  it('changes nothing', async () => {
    const { dynamodb, account } = aLedger();
    await dynamodb.send(put('a', conditional));
    const Item = { ...keyed('a'), note: { S: 'second' } };
    const refusal = await refusalOf(dynamodb.send(put('a', { ...conditional, Item })));
    expect(refusal).toBeInstanceOf(ConditionalCheckFailedException);
    expect(refusal).toMatchObject({ message: 'The conditional request failed', Item: undefined });
    expect(account.tables.itemsOf(TABLE)).toEqual([keyed('a')]);
  });

  it('returns the item if the request asks for it', async () => {
    const { dynamodb } = aLedger();
    await dynamodb.send(put('a'));
    const ReturnValuesOnConditionCheckFailure = 'ALL_OLD';
    const request = put('a', { ...conditional, ReturnValuesOnConditionCheckFailure });
    expect(await refusalOf(dynamodb.send(request))).toMatchObject({ Item: keyed('a') });
  });

  it('returns no item if there is none', async () => {
    const { dynamodb } = aLedger();
    const ReturnValuesOnConditionCheckFailure = 'ALL_OLD';
    const request = remove('a', {
      ConditionExpression: 'attribute_exists(pk)',
      ReturnValuesOnConditionCheckFailure,
    });
    expect(await refusalOf(dynamodb.send(request))).toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: undefined,
    });
  });
});

describe('A number is returned without an exponent and without unnecessary zeros', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['+1', '1'],
    ['007', '7'],
    ['1.50', '1.5'],
    ['-.5', '-0.5'],
    ['5.', '5'],
    ['1e3', '1000'],
    ['1.5E-3', '0.0015'],
    ['100', '100'],
    ['1234567890123456789012345678901234567.8', '1234567890123456789012345678901234567.8'],
    ['9E125', `9${'0'.repeat(125)}`],
    ['1E-130', `0.${'0'.repeat(129)}1`],
  ])('%s', async (written, read) => {
    const { dynamodb, account } = aLedger();
    await dynamodb.send(put('a', { Item: { ...keyed('a'), n: { N: written } } }));
    expect(account.tables.itemsOf(TABLE)).toEqual([{ ...keyed('a'), n: { N: read } }]);
  });
});
