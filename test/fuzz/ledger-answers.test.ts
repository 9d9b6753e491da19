import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { MalformedItemError } from '../../ledger/errors.ts';
import { readChanges, readPending } from '../../ledger/evaluations/notes.ts';
import { readRule } from '../../ledger/evaluations/rule-item.ts';
import { NOTHING_KNOWN } from '../../ledger/evaluations/rule-state.ts';
import { KEY_STATES, readAllKeyRecords, readKeyRecords } from '../../ledger/key-records.ts';
import { readMessages } from '../../ledger/messages.ts';
import { readAllReceipts } from '../../ledger/receipts.ts';
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
const RULE = 'a-rule';
const NOTE = { pk: 'PENDING', sk: `${RULE}#alice`, nonce: 'n', at: AT };
const OWED = { nonce: 'n', startedAt: AT, awaitedSince: AT, isAccepted: true, frequencyMs: 86_400_000 };
const RUN = { id: 'i', kind: 'sweep', notifiedAt: AT, beganAt: AT, isCompleted: true, claims: [] };
const RULE_ITEM = {
  pk: 'RULE',
  sk: RULE,
  nonce: 'n',
  lastSweepAt: AT,
  newestAt: AT,
  owed: JSON.stringify([OWED]),
  runs: JSON.stringify([RUN]),
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
  survivor: expect.stringMatching(/^(AKIA[A-Z0-9]{12,124})?$/),
  execution: isWord,
};

const ledgerOf = (settings: Settings) => ({ dynamodb: new DynamoDBClient(settings), tableName: 'ledger' });

/** Throws another error than the readers may throw. */
function refuseMalformed(error: unknown): never {
  if (error instanceof MalformedItemError) throw new Error('Expected no such error', { cause: error });
  throw error;
}

const aNote = { user: nonEmptyText, at: validTime, nonce: nonEmptyText };
const malformedItem = expect.any(MalformedItemError);
const aState = {
  lastSweepAt: validTime,
  newestAt: validTime,
  owed: listOf({
    nonce: nonEmptyText,
    startedAt: validTime,
    awaitedSince: validTime,
    isAccepted: expect.any(Boolean),
    frequencyMs: expect.any(Number),
  }),
  runs: listOf({
    ...RUN,
    id: nonEmptyText,
    notifiedAt: validTime,
    beganAt: validTime,
    isCompleted: expect.any(Boolean),
  }),
};

const LEDGER: readonly (Reader & { readonly title: string })[] = [
  {
    title: 'records',
    operation: 'Query',
    answer: answerWith(RECORD),
    // A member that is undefined would match no shape.
    read: async (settings) =>
      (await readKeyRecords(ledgerOf(settings), USER_ID)).map(
        ({ survivor = '', deactivatedAt = new Date(0), ...rest }) => ({
          ...rest,
          survivor,
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
  {
    title: 'notes of changed users, among which a malformed one is no error',
    operation: 'Query',
    answer: answerWith(NOTE),
    read: (settings) => readPending(ledgerOf(settings), RULE).catch(refuseMalformed),
    returns: { notes: listOf(aNote), malformed: listOf(malformedItem) },
  },
  {
    title: 'what is known of a rule: nothing of a malformed item, which is no error',
    operation: 'Query',
    answer: answerWith(RULE_ITEM),
    read: async (settings) => {
      const { state, malformed } = await readRule(ledgerOf(settings), RULE).catch(refuseMalformed);
      const { lastSweepAt = new Date(0), newestAt = new Date(0) } = state;
      return malformed
        ? { isNothing: state === NOTHING_KNOWN }
        : { ...state, lastSweepAt, newestAt, isNothing: true };
    },
    returns: expect.toSatisfy(({ isNothing, ...state }) => {
      expect(isNothing).toBe(true);
      if (Object.keys(state).length > 0) expect(state).toEqual(aState);
      return true;
    }),
  },
];

const MESSAGE = { pk: 'MESSAGE', sk: `${AT}#n`, nonce: 'n', message: '{}' };
const RECEIPT = {
  pk: 'RECEIPT',
  sk: `${USER_ID}#${AT}#n`,
  nonce: 'n',
  operation: 'Deactivate',
  execution: '',
  outcome: 'Deactivated',
  receipt: '{}',
};
const CHANGE = { pk: 'CHANGED', sk: 'alice', nonce: 'n', at: AT };

/** Readers for which a malformed item is an error beside the others: it hides none. */
const EACH: readonly (Reader & { readonly title: string })[] = [
  {
    title: 'messages that wait',
    operation: 'Query',
    answer: answerWith(MESSAGE),
    read: (settings) => readMessages(ledgerOf(settings)).catch(refuseMalformed),
    returns: {
      waiting: listOf({ at: validTime, nonce: nonEmptyText, message: anyText }),
      malformed: listOf(malformedItem),
    },
  },
  {
    title: 'all receipts',
    operation: 'Query',
    answer: answerWith(RECEIPT),
    read: (settings) => readAllReceipts(ledgerOf(settings)).catch(refuseMalformed),
    returns: {
      receipts: listOf({
        userId: aRecord.userId,
        at: validTime,
        nonce: nonEmptyText,
        operation: isWord,
        execution: isWord,
        outcome: isWord,
        receipt: anyText,
      }),
      malformed: listOf(malformedItem),
    },
  },
  {
    title: 'all records',
    operation: 'Query',
    answer: answerWith(RECORD),
    read: async (settings) => {
      const { records, malformed } = await readAllKeyRecords(ledgerOf(settings)).catch(refuseMalformed);
      return { malformed, keys: records.map(({ key }) => key) };
    },
    returns: { keys: listOf(keyId), malformed: listOf(malformedItem) },
  },
  {
    title: 'changes that no rule knows of',
    operation: 'Query',
    answer: answerWith(CHANGE),
    read: (settings) => readChanges(ledgerOf(settings)).catch(refuseMalformed),
    returns: { notes: listOf(aNote), malformed: listOf(malformedItem) },
  },
];

/** The key of the last item of a page that another page follows. */
const LAST = { pk: { S: 'KEY' }, sk: { S: RECORD.sk } };

describe('a nearly valid answer of DynamoDB leads to a valid value or to a typed error', () => {
  it.each([...LEDGER, ...EACH])('$title', (reader) =>
    assertReader(reader, json10Protocol, { ...reader.answer, LastEvaluatedKey: LAST }),
  );
});
