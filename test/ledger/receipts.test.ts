import { describe, expect, it } from 'vitest';
import { type KeptReceipt, keepReceipt, malformedReceipt, readAllReceipts } from '../../ledger/receipts.ts';
import { type UserId, userId } from '../../policy/identifiers.ts';
import { aLedger, putItem } from '../support/ledger.ts';
import { NOW } from '../support/users.ts';

const ALICE = userId('AIDACKCEVSQ6C2ALICE1');
const BOB = userId('AIDACKCEVSQ6C2BOBBY1');

const receipt = (user: UserId, minutes: number, changes: Partial<KeptReceipt> = {}): KeptReceipt => ({
  userId: user,
  at: new Date(NOW.getTime() + minutes * 60_000),
  nonce: `nonce-${minutes}`,
  operation: 'Deactivate',
  execution: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950',
  outcome: 'Deactivated',
  receipt: '{"outcome":"Deactivated"}',
  ...changes,
});

const queriesOf = ({ calls }: ReturnType<typeof aLedger>['account']) =>
  calls.filter(({ operation }) => operation === 'Query');

describe('readAllReceipts', () => {
  it('reads what was kept, by user and then by time, and nothing of another kind', async () => {
    const { ledger, put } = aLedger();
    const kept = [receipt(BOB, 1), receipt(ALICE, 3, { execution: '' }), receipt(ALICE, 2)];
    for (const each of kept) await keepReceipt(ledger, each);
    put({ pk: 'LEASE', sk: ALICE });
    expect(await readAllReceipts(ledger)).toEqual({ receipts: [kept[2], kept[1], kept[0]], malformed: [] });
  });

  it('no receipt: an empty list, by one call', async () => {
    const { account, ledger } = aLedger();
    expect(await readAllReceipts(ledger)).toEqual({ receipts: [], malformed: [] });
    expect(queriesOf(account)).toHaveLength(1);
  });

  it('makes a call for each megabyte, and no scan', async () => {
    const { account, ledger } = aLedger();
    const receipts = Array.from({ length: 25 }, (_, minute) =>
      receipt(ALICE, minute, { receipt: 'x'.repeat(100_000) }),
    );
    for (const each of receipts) await keepReceipt(ledger, each);
    const read = await readAllReceipts(ledger);
    expect(read.receipts).toHaveLength(25);
    // Ten of these items are more than a megabyte, so a page has eleven at most.
    expect(queriesOf(account)).toHaveLength(3);
    expect(account.calls.filter(({ operation }) => operation === 'Scan')).toEqual([]);
  });

  it('a table that cannot be read is an error that names it', async () => {
    const { account, ledger } = aLedger();
    account.faults.add(({ operation }) => (operation === 'Query' ? { kind: 'deny' } : undefined));
    await expect(readAllReceipts(ledger)).rejects.toMatchObject({ name: 'LedgerUnavailableError' });
  });
});

const KEPT = { pk: 'RECEIPT', sk: `${ALICE}#${NOW.toISOString()}#a`, nonce: 'a', receipt: '{}' };

const item = (changes: Readonly<Record<string, string>>) => ({
  ...KEPT,
  operation: 'Deactivate',
  execution: '',
  outcome: 'Deactivated',
  ...changes,
});

const without = (attribute: string) =>
  Object.fromEntries(Object.entries(item({})).filter(([name]) => name !== attribute));

it('a receipt whose text is none has an error that shows the text', () => {
  const { message } = malformedReceipt(receipt(ALICE, 0), 'a receipt as JSON');
  expect(message).toContain(
    `item pk="RECEIPT" sk="${ALICE}#${NOW.toISOString()}#nonce-0" of the ledger, receipt: expected a receipt as JSON; received "{`,
  );
});

it('an item whose key is none has an error that says what it should be', async () => {
  const { account, ledger } = aLedger();
  putItem(account, item({ sk: 'words of somebody' }));
  const { malformed } = await readAllReceipts(ledger);
  expect(malformed.map(({ message }) => message)).toEqual([
    expect.stringContaining('sk: expected the id of a user, a time and a nonce, AIDA…#time#nonce; received'),
  ]);
});

describe('an item that is none of ours is named, and the others are read', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['a key that is no key of a receipt', item({ sk: 'words of somebody' })],
    ['no user id', item({ sk: `alice#${NOW.toISOString()}#a` })],
    ['no time', item({ sk: `${ALICE}#yesterday#a` })],
    ['no nonce in the key', item({ sk: `${ALICE}#${NOW.toISOString()}#` })],
    ['more than three parts', item({ sk: `${ALICE}#${NOW.toISOString()}#a#b` })],
    ['an outcome that a terminal obeys', item({ outcome: '\u001b[31mDeactivated' })],
    ['an operation that is markup', item({ operation: '<b>' })],
    ['an execution that is a formula', item({ execution: '=1+1' })],
    ...['nonce', 'operation', 'execution', 'outcome', 'receipt'].map(
      (attribute): [string, Readonly<Record<string, string>>] => [`no ${attribute}`, without(attribute)],
    ),
  ])('%s', async (_, wrong) => {
    const { account, ledger } = aLedger();
    await keepReceipt(ledger, receipt(BOB, 1));
    putItem(account, wrong);
    const { receipts, malformed } = await readAllReceipts(ledger);
    expect(receipts).toEqual([receipt(BOB, 1)]);
    expect(malformed.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^item pk="RECEIPT" sk=".*" of the ledger, .*: expected .*; received .*/),
    ]);
  });
});
