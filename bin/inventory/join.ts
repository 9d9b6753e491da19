import { compareIds } from '../../policy/identifiers.ts';
import { type Inventory, type InventoryAccount, NOT_FOR_PREVIEW, type Summary } from './inventory.ts';
import { byImportance } from './order.ts';

/**
 * An account that was not read, and the reason; complete if there is nothing to know, since nobody can use
 * it.
 */
export type UnreadAccount = Pick<InventoryAccount, 'accountId' | 'accountName' | 'isComplete'> & {
  readonly failure: string;
};

/** The parts of an inventory that its accounts share. */
export type InventoryFrame = Pick<Inventory, 'schemaVersion' | 'generatedAt' | 'tagColumns'>;

/** One inventory of several accounts: of those that were read, and of those that were not. */
export function joinInventories(
  frame: InventoryFrame,
  inventories: readonly Inventory[],
  unread: readonly UnreadAccount[],
): Inventory {
  const accounts = [...inventories.flatMap((each) => each.accounts), ...unread.map(notRead)];
  return {
    schemaVersion: frame.schemaVersion,
    generatedAt: frame.generatedAt,
    ...NOT_FOR_PREVIEW,
    accounts: accounts.toSorted((a, b) => compareIds(a.accountId, b.accountId)),
    tagColumns: frame.tagColumns,
    isComplete: accounts.every(({ isComplete }) => isComplete),
    summary: addSummaries(accounts.flatMap(({ summary }) => summary ?? [])),
    users: inventories.flatMap(({ users }) => users).toSorted(byImportance),
    failures: inventories.flatMap(({ failures }) => failures),
  };
}

function notRead({ accountId, accountName, failure, isComplete }: UnreadAccount): InventoryAccount {
  return {
    accountId,
    accountAlias: null,
    accountName,
    failure,
    parameters: null,
    attributes: null,
    isComplete,
    readsLedger: false,
    keysOnRecord: null,
    summary: null,
  };
}

/** The sums of all numbers. */
export function addSummaries(summaries: readonly Summary[]): Summary {
  const sum = (of: (summary: Summary) => number) => summaries.reduce((total, each) => total + of(each), 0);
  return {
    users: sum(({ users }) => users),
    verdicts: {
      COMPLIANT: sum(({ verdicts }) => verdicts.COMPLIANT),
      NON_COMPLIANT: sum(({ verdicts }) => verdicts.NON_COMPLIANT),
      NOT_APPLICABLE: sum(({ verdicts }) => verdicts.NOT_APPLICABLE),
    },
    activeKeys: {
      none: sum(({ activeKeys }) => activeKeys.none),
      one: sum(({ activeKeys }) => activeKeys.one),
      more: sum(({ activeKeys }) => activeKeys.more),
    },
    unread: sum(({ unread }) => unread),
  };
}
