import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { KEY_STATES, readKeyRecords } from '../../ledger/key-records.ts';
import { readTouches } from '../../ledger/touches.ts';
import { userId } from '../../policy/identifiers.ts';
import { json10Protocol } from '../../sandbox/wire/json-1-0.ts';
import {
  anyText,
  assertReader,
  listOf,
  nonEmptyText,
  type Reader,
  type Settings,
  validTime,
} from '../support/readers.ts';
import { KEY } from '../support/users.ts';

const USER_ID = userId('AIDACKCEVSQ6C2EXAMPLE');
const AT = '2026-11-21T12:00:00.000Z';
const RECORD = {
  pk: 'KEY',
  sk: `${USER_ID}#${KEY.a}`,
  state: 'done',
  nonce: 'n',
  kept: KEY.b,
  execution: '',
  intendedAt: AT,
  changedAt: AT,
  deactivatedAt: AT,
};
const TOUCH = { pk: 'TOUCHED', sk: `${KEY.a}#${AT}#e`, nonce: 'e', by: '', isOurs: 'true' };

/** An answer with one item whose attributes are texts. */
const answerWith = (item: Readonly<Record<string, string>>) => ({
  Items: [Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }]))],
});

const isWord = expect.stringMatching(/^[A-Za-z0-9-]{0,64}$/);
const keyId = expect.stringMatching(/^AKIA[A-Z0-9]{12,124}$/);
const aRecord = {
  userId: expect.stringMatching(/^AIDA[A-Z0-9]{12,124}$/),
  key: keyId,
  state: expect.toSatisfy((state) => KEY_STATES.includes(state)),
  nonce: nonEmptyText,
  intendedAt: validTime,
  changedAt: validTime,
  deactivatedAt: validTime,
  kept: expect.stringMatching(/^(AKIA[A-Z0-9]{12,124})?$/),
  execution: isWord,
};

const ledgerOf = (settings: Settings) => ({ dynamodb: new DynamoDBClient(settings), tableName: 'ledger' });

const LEDGER: readonly (Reader & { readonly title: string })[] = [
  {
    title: 'records',
    operation: 'Query',
    answer: answerWith(RECORD),
    // A member that is undefined would match no shape.
    read: async (settings) =>
      (await readKeyRecords(ledgerOf(settings), USER_ID)).map(
        ({ kept = '', deactivatedAt = new Date(0), ...rest }) => ({
          ...rest,
          kept,
          deactivatedAt,
        }),
      ),
    returns: listOf(aRecord),
  },
  {
    title: 'touches',
    operation: 'Query',
    answer: answerWith(TOUCH),
    read: (settings) => readTouches(ledgerOf(settings), KEY.a),
    returns: listOf({
      key: keyId,
      at: validTime,
      eventId: nonEmptyText,
      by: anyText,
      isOurs: expect.any(Boolean),
    }),
  },
];

/** The key of the last item of a page that another page follows. */
const LAST = { pk: { S: 'KEY' }, sk: { S: RECORD.sk } };

describe('a nearly valid answer of DynamoDB leads to a valid value or to a typed error', () => {
  it.each(LEDGER)('$title', (reader) =>
    assertReader(reader, json10Protocol, { ...reader.answer, LastEvaluatedKey: LAST }),
  );
});
