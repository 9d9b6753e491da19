import { type DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.ts';
import { aLedger, keyed, put, TABLE } from './ledger.ts';

const LAG = 10_000;

/** A ledger whose eventually consistent reads have the maximum lag, with the item `a`. */
async function aLateLedger(random = () => 1) {
  const ledger = aLedger({ consistencyLagMs: LAG, random });
  await ledger.dynamodb.send(put('a'));
  return ledger;
}

const reads: readonly [string, (dynamodb: DynamoDBClient, ConsistentRead?: boolean) => Promise<boolean>][] = [
  [
    'GetItem',
    async (dynamodb, ConsistentRead) => {
      const request = new GetItemCommand({ TableName: TABLE, Key: keyed('a'), ConsistentRead });
      return (await dynamodb.send(request)).Item !== undefined;
    },
  ],
  [
    'Query',
    async (dynamodb, ConsistentRead) => {
      const request = new QueryCommand({
        TableName: TABLE,
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: 'p' } },
        ConsistentRead,
      });
      return (await dynamodb.send(request)).Count === 1;
    },
  ],
];

describe.each(reads)('%s with a consistency lag', (_operation, sees) => {
  it('sees the state before a write until the lag is over', async () => {
    const { dynamodb, account } = await aLateLedger();
    expect(await sees(dynamodb)).toBe(false);
    account.clock.advance(LAG - 1);
    expect(await sees(dynamodb, false)).toBe(false);
    account.clock.advance(1);
    expect(await sees(dynamodb)).toBe(true);
  });

  it('sees the present state if it is strongly consistent', async () => {
    const { dynamodb } = await aLateLedger();
    expect(await sees(dynamodb, true)).toBe(true);
  });

  it('draws a lag each time', async () => {
    const lags = [0.6, 0.4];
    let isDrawing = false;
    const { dynamodb, account } = await aLateLedger(() => (isDrawing && lags.shift()) || 1);
    account.clock.advance(LAG / 2);
    isDrawing = true;
    expect([await sees(dynamodb), await sees(dynamodb)]).toEqual([false, true]);
  });
});

describe('A write with a consistency lag', () => {
  it('checks its condition on the present state', async () => {
    const { dynamodb } = await aLateLedger();
    const request = put('a', { ConditionExpression: 'attribute_not_exists(pk)' });
    expect((await refusalOf(dynamodb.send(request))).name).toBe('ConditionalCheckFailedException');
  });
});

describe('Without a consistency lag', () => {
  it.each(reads)('%s sees the present state', async (_operation, sees) => {
    const { dynamodb } = aLedger();
    await dynamodb.send(put('a'));
    expect(await sees(dynamodb)).toBe(true);
  });
});
