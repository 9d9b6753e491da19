import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { hasMoto, type Moto, startMoto } from '../../support/moto.ts';
import { type RandomRequest, randomRequest } from './random-requests.ts';

// The sequence that fails is reported as it is: each step towards a shorter one would be another table.
const SEQUENCES = { numRuns: 30, seed: 20_260_115, endOnFailure: true };
const LENGTH = { minLength: 20, maxLength: 40, size: 'max' as const };

/*
 * moto differs from AWS in what random-requests.ts leaves out and says so, and in more: it ignores the
 * ClientRequestToken of a transaction, returns a number as it was written, and fails with status 500 for
 * values of two types that have no order.
 */
describe.skipIf(!hasMoto())('random requests have the same answers in the sandbox as in moto', () => {
  let moto: Moto;
  let client: DynamoDBClient;

  beforeAll(async () => {
    moto = await startMoto();
    client = new DynamoDBClient({ ...moto.settings, maxAttempts: 1 });
  });

  afterAll(async () => {
    client.destroy();
    await moto.end();
  });

  it('in sequences that begin with an empty table', async () => {
    let count = 0;
    const outcomes = new Map<string, number>();
    const property = fc.asyncProperty(fc.array(randomRequest, LENGTH), async (requests) => {
      count += 1;
      const TableName = `ledger-${count}`;
      await createTable(client, TableName);
      const account = createSandboxAccount();
      account.tables.add({ name: TableName });
      const { dynamodb } = account.connect({ principal: 'tester' });
      for (const request of requests) {
        const answer = await answerOf(dynamodb, TableName, request);
        expect(answer, JSON.stringify(request)).toEqual(await answerOf(client, TableName, request));
        const outcome = `${request.operation}: ${'error' in answer ? answer.error : 'ok'}`;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    });
    await fc.assert(property, SEQUENCES);
    // The requests reach every outcome, so that the comparison is not empty.
    expect([...outcomes.keys()].toSorted()).toEqual([
      'delete: ConditionalCheckFailedException',
      'delete: ValidationException',
      'delete: ok',
      'get: ValidationException',
      'get: ok',
      'put: ConditionalCheckFailedException',
      'put: ValidationException',
      'put: ok',
      'query: ValidationException',
      'query: ok',
      'transaction: TransactionCanceledException',
      'transaction: ValidationException',
      'transaction: ok',
    ]);
  });
});

async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    }),
  );
}

type Answer =
  | { readonly error: string; readonly item: unknown; readonly reasons: unknown }
  | { readonly output: object };

/** The answer to a request, or the name and the members of its error. */
async function answerOf(client: DynamoDBClient, TableName: string, request: RandomRequest): Promise<Answer> {
  try {
    return { output: await outputOf(client, TableName, request) };
  } catch (error) {
    const { name, Item: item, CancellationReasons: reasons } = Object(error);
    return { error: name, item, reasons };
  }
}

async function outputOf(client: DynamoDBClient, TableName: string, request: RandomRequest): Promise<object> {
  switch (request.operation) {
    case 'put': {
      const { Attributes } = await client.send(new PutItemCommand({ TableName, ...request.input }));
      return { Attributes };
    }
    case 'delete': {
      const { Attributes } = await client.send(new DeleteItemCommand({ TableName, ...request.input }));
      return { Attributes };
    }
    case 'get': {
      const { Item } = await client.send(new GetItemCommand({ TableName, ...request.input }));
      return { Item };
    }
    case 'query':
      return pagesOf(client, { TableName, ...request.input });
    case 'transaction': {
      const TransactItems = request.actions.map(({ kind, input }) => ({ [kind]: { TableName, ...input } }));
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
      return {};
    }
  }
}

/**
 * The pages of a query. After a page that is full to its limit, AWS says that there may be more items even if
 * there are none, and moto does not; an empty last page is therefore left out.
 */
async function pagesOf(
  client: DynamoDBClient,
  input: Parameters<typeof paginateQuery>[1],
): Promise<object[]> {
  const pages = [];
  for await (const { Items, Count, ScannedCount } of paginateQuery({ client }, input)) {
    pages.push({ Items, Count, ScannedCount });
  }
  const isLastEmpty = pages.length > 1 && pages.at(-1)?.Count === 0;
  return isLastEmpty ? pages.slice(0, -1) : pages;
}
