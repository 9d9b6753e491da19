import { getBorderCharacters, table } from 'table';
import { KEY_STATES, type KeyState } from '../../ledger/key-records.ts';
import { linesByFirstAccount } from '../accounts/not-read.ts';
import {
  accountLabel,
  accountsNotRead,
  hasAttributes,
  hasSeveralAccounts,
  isInterrupted,
  notReadOf,
  readsAllLedgers,
} from '../inventory/accounts.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { InventoryUser, UnreadUser } from '../inventory/inventory-user.ts';
import { attributeLines } from './account-traits.ts';
import { changesText } from './changes.ts';
import { clean } from './clean.ts';
import { traitSentences } from './traits.ts';
import { count } from './words.ts';

/**
 * The inventory as text: a summary, the accounts, what is known of them, and a table of the users with more
 * than one active key.
 */
export function toText(inventory: Inventory, width: number): string {
  const isOfSeveral = hasSeveralAccounts(inventory);
  const rows = inventory.users.filter(isListed).map((user) => {
    const cells = [clean(user.userName), user.complianceType, explanationCell(user, inventory)];
    return isOfSeveral ? [user.accountId, ...cells] : cells;
  });
  const head = [...(isOfSeveral ? ['Account'] : []), 'User', 'Compliance', 'Explanation'];
  const usersTable = rows.length > 0 ? tableOf([head, ...rows], width) : '';
  const summary = summaryOf(countedOf(inventory), isInterrupted(inventory));
  const { changes } = inventory;
  const lines = [
    summary,
    ...accountLines(inventory),
    ...attributeLines(inventory).map(clean),
    ...(changes ? changesText(changes, inventory).map(clean) : []),
  ];
  return `${lines.join('\n')}\n${usersTable}`;
}

/** The account of a user that could not be read is said only if there are several. */
function countedOf(inventory: Inventory): Counted {
  const { summary, failures } = inventory;
  if (hasSeveralAccounts(inventory)) return { summary, failures };
  return { summary, failures: failures.map(({ userName, reason }) => ({ userName, reason })) };
}

function explanationCell(user: InventoryUser, { accounts, tagColumns }: Inventory): string {
  const traits = hasAttributes({ accounts }) ? `\n${clean(traitSentences(user, tagColumns))}` : '';
  return `${clean(user.explanation)}${traits}`;
}

/** A line for each account if there are several, and for one that could not be read. */
function accountLines(inventory: Inventory): readonly string[] {
  const { accounts } = inventory;
  const notRead = accountsNotRead(inventory);
  if (!hasSeveralAccounts(inventory) && notRead.length === 0) return [];
  const unread = linesByFirstAccount('  NOT READ', notReadOf(notRead));
  const lines = accounts.flatMap(({ summary, ...account }) =>
    summary
      ? `  ${accountLabel(account)}: ${count(summary.users, 'user')}, ${summary.verdicts.NON_COMPLIANT} NON_COMPLIANT.`
      : (unread.get(account.accountId) ?? []),
  );
  const missing = notRead.length > 0 ? `, ${notRead.length} not read` : '';
  return [`${count(accounts.length, 'account')}${missing}:`, ...lines.map(clean)];
}

/**
 * What a summary tells of: the numbers, and the users that could not be read, each with its account if it is
 * known.
 */
interface Counted extends Pick<Inventory, 'summary'> {
  readonly failures: readonly (UnreadUser & { readonly accountId?: string })[];
}

/** The numbers of users, and one line for each user that could not be read. */
export function summaryOf({ summary, failures }: Counted, interrupted: boolean): string {
  const { users, verdicts, activeKeys } = summary;
  const lines = [
    `${count(users, 'user')}: ${verdicts.COMPLIANT} COMPLIANT, ${verdicts.NON_COMPLIANT} NON_COMPLIANT, ` +
      `${verdicts.NOT_APPLICABLE} NOT_APPLICABLE.`,
    `Users by active access keys: ${activeKeys.none} with none, ${activeKeys.one} with one, ` +
      `${activeKeys.more} with more.`,
    ...(interrupted ? ['Interrupted: there may be more users than these.'] : []),
    ...failures.map(
      ({ accountId, userName, reason }) =>
        `No verdict, because the user could not be read: ${clean(accountId ? `${accountId}: ${userName}` : userName)}: ` +
        `${clean(reason)}`,
    ),
  ];
  return lines.join('\n');
}

/**
 * How many keys the ledgers have in which state, in one line, whichever users are listed; or that it is not
 * known.
 */
export function ledgerLine({ accounts }: Inventory): string {
  return `Keys that One Active Key deactivated, on record: ${keysOnRecord(accounts)}.\n`;
}

function keysOnRecord(accounts: Inventory['accounts']): string {
  if (!readsAllLedgers({ accounts })) return 'not read; give --ledger-table deployed';
  const read = accounts.flatMap((account) => account.keysOnRecord ?? []);
  const unread = accounts.length - read.length;
  if (read.length === 0) return 'not known';
  const sumOf = (state: KeyState) => read.reduce((sum, { [state]: number = 0 }) => sum + number, 0);
  const counts = KEY_STATES.filter((state) => sumOf(state) > 0).map((state) => `${sumOf(state)} ${state}`);
  return `${counts.join(', ') || 'none'}${unread > 0 ? `; not known of ${count(unread, 'account')}` : ''}`;
}

/**
 * Whether the table lists the user. Users with at most one active key are left out: most users of an account
 * are such.
 */
function isListed({ situation }: InventoryUser): boolean {
  return situation !== 'AtMostOneActiveKey';
}

/** A table, the last column of which is wrapped so that the table has this width. */
export function tableOf(rows: readonly (readonly string[])[], width: number): string {
  const columnCount = rows[0]?.length ?? 1;
  const others = Array.from({ length: columnCount - 1 }, (_, column) =>
    rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  const taken = others.reduce((sum, column) => sum + column, 0);
  // Each column has a border and two spaces; the last border stands alone.
  const lastWidth = Math.max(20, width - taken - 3 * columnCount - 1);
  return table(rows, {
    border: getBorderCharacters('norc'),
    columns: [...others.map((column) => ({ width: column })), { width: lastWidth, wrapWord: true }],
    drawHorizontalLine: (index, count) => index <= 1 || index === count,
  });
}
