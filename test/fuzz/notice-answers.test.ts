import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { readCounted } from '../../ledger/automatic-deactivations.ts';
import { readEndingExemptions } from '../../ledger/ending-exemptions.ts';
import { MalformedItemError } from '../../ledger/errors.ts';
import { type Notice, readAllNotices, readNotice } from '../../ledger/notices.ts';
import { readTold } from '../../ledger/told.ts';
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

const USER_ID = userId('AIDACKCEVSQ6C2EXAMPLE');
const AT = '2026-11-21T12:00:00.000Z';
const NOTICE = {
  pk: 'NOTICE',
  sk: USER_ID,
  nonce: 'n',
  plan: '{}',
  acceptedAt: AT,
  notBefore: AT,
  remindedAt: AT,
};
const COUNT = { pk: 'AUTOMATIC', sk: '2026-11-21', nonce: 'n', users: JSON.stringify([USER_ID]) };
const TOLD = { pk: 'TOLD', sk: 'a', nonce: 'n', at: AT };
const EXEMPTION = { pk: 'EXEMPTION', sk: USER_ID, nonce: 'n', userName: 'alice', until: '2026-11-22' };

/** An answer with one item whose attributes are texts. */
const answerWith = (item: Readonly<Record<string, string>>) => ({
  Items: [Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }]))],
});

const ledgerOf = (settings: Settings) => ({ dynamodb: new DynamoDBClient(settings), tableName: 'ledger' });

const isUser = expect.stringMatching(/^AIDA[A-Z0-9]{12,124}$/);
const malformed = listOf(expect.any(MalformedItemError));
const aNotice = {
  userId: isUser,
  nonce: nonEmptyText,
  plan: anyText,
  acceptedAt: validTime,
  notBefore: validTime,
  remindedAt: validTime,
};

/** A member that is undefined would match no shape. */
const shapeOf = ({ remindedAt = new Date(0), ...notice }: Notice) => ({ ...notice, remindedAt });

const READERS: readonly (Reader & { readonly title: string })[] = [
  {
    title: 'all notices',
    operation: 'Query',
    answer: answerWith(NOTICE),
    read: async (settings) => {
      const read = await readAllNotices(ledgerOf(settings));
      return { ...read, notices: read.notices.map(shapeOf) };
    },
    returns: { notices: listOf(aNotice), malformed },
  },
  {
    title: 'the notice of a user',
    operation: 'Query',
    answer: answerWith(NOTICE),
    read: async (settings) => {
      const notice = await readNotice(ledgerOf(settings), USER_ID);
      return notice ? [shapeOf(notice)] : [];
    },
    returns: listOf(aNotice),
  },
  {
    title: 'the automatic deactivations of a day',
    operation: 'Query',
    answer: answerWith(COUNT),
    read: (settings) => readCounted(ledgerOf(settings), new Date(AT)),
    returns: listOf(isUser),
  },
  {
    title: 'what was told',
    operation: 'Query',
    answer: answerWith(TOLD),
    read: async (settings) => [(await readTold(ledgerOf(settings), 'a')) ?? new Date(0)],
    returns: listOf(validTime),
  },
  {
    title: 'exemptions that end soon',
    operation: 'Query',
    answer: answerWith(EXEMPTION),
    read: (settings) => readEndingExemptions(ledgerOf(settings)),
    returns: { exemptions: listOf({ userId: isUser, userName: anyText, until: anyText }), malformed },
  },
];

/** The key of the last item of a page that another page follows. */
const LAST = { pk: { S: 'NOTICE' }, sk: { S: USER_ID } };

describe('a nearly valid answer of DynamoDB leads to a valid value or to a typed error', () => {
  it.each(READERS)('$title', (reader) =>
    assertReader(reader, json10Protocol, { ...reader.answer, LastEvaluatedKey: LAST }),
  );
});
