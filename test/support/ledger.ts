import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../../ledger/table.ts';
import { NAMES } from '../../product/names.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { NOW } from './users.ts';

const TABLE = NAMES.sandboxLedger;

/** An account with an empty ledger. `direct` writes items without the ledger's code. */
export function aLedger() {
  const account = createSandboxAccount({ startAt: NOW });
  account.tables.add({ name: TABLE });
  return {
    account,
    ledger: ledgerOf(account),
    items: () => itemsOf(account),
    put: (item: Readonly<Record<string, string>>) => putItem(account, item),
  };
}

/** The ledger as a function uses it; the SDK makes this number of attempts per call. */
export function ledgerOf(account: SandboxAccount, maxAttempts = 3): Ledger {
  const { dynamodb } = account.connect({ principal: 'one-active-key-remediation', maxAttempts });
  return { dynamodb, tableName: TABLE };
}

/** All items of the ledger, as texts. */
export function itemsOf(account: SandboxAccount): Record<string, string | undefined>[] {
  return account.tables
    .itemsOf(TABLE)
    .map((item) =>
      Object.fromEntries(Object.entries(item).map(([name, value]) => [name, Object.values(value)[0]])),
    );
}

/** The leases in the ledger. */
export const leases = (account: SandboxAccount) => itemsOf(account).filter(({ pk }) => pk === 'LEASE');

/** The states of the keys on record, in the order of the key ids. */
export const states = (account: SandboxAccount): (string | undefined)[] =>
  recordsIn(account).map(({ state }) => state);

/** The items of the keys on record. */
export const recordsIn = (account: SandboxAccount) => itemsOf(account).filter(({ pk }) => pk === 'KEY');

/** The receipts in the ledger, parsed. */
export const receiptsIn = (account: SandboxAccount): Receipt[] =>
  itemsOf(account)
    .filter(({ pk }) => pk === 'RECEIPT')
    .map(({ receipt = '' }) => JSON.parse(receipt));

/** Writes an item without the ledger's code. */
export function putItem(account: SandboxAccount, item: Readonly<Record<string, string>>): void {
  account.tables.put(TABLE, Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }])));
}

/** Deletes an item, as somebody may who has the permission. */
export async function deleteItem(account: SandboxAccount, pk: string, sk: string): Promise<void> {
  const { dynamodb } = account.connect({ principal: 'operator' });
  await dynamodb.send(new DeleteItemCommand({ TableName: TABLE, Key: { pk: { S: pk }, sk: { S: sk } } }));
}
