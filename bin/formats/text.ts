import { getBorderCharacters, table } from 'table';
import type { Inventory, InventoryUser } from '../inventory/inventory.ts';
import { clean } from './clean.ts';
import { accountLines, traitSentences } from './traits.ts';
import { count } from './words.ts';

/** The inventory as text: a summary, what is known of the account, and a table of the users with more than one active key. */
export function toText(inventory: Inventory, width: number): string {
  const { users, account, tagColumns } = inventory;
  const rows = users.filter(isListed).map((user) => {
    const traits = account ? `\n${clean(traitSentences(user, tagColumns))}` : '';
    return [clean(user.userName), user.complianceType, `${clean(user.explanation)}${traits}`];
  });
  const usersTable = rows.length > 0 ? tableOf([['User', 'Compliance', 'Explanation'], ...rows], width) : '';
  const lines = [summaryOf(inventory), ...accountLines(inventory).map(clean)];
  return `${lines.join('\n')}\n${usersTable}`;
}

/** The numbers of users, and one line for each user that could not be read. */
export function summaryOf({
  summary,
  failures,
  isComplete,
}: Pick<Inventory, 'summary' | 'failures' | 'isComplete'>): string {
  const { users, verdicts, activeKeys } = summary;
  const lines = [
    `${count(users, 'user')}: ${verdicts.COMPLIANT} COMPLIANT, ${verdicts.NON_COMPLIANT} NON_COMPLIANT, ` +
      `${verdicts.NOT_APPLICABLE} NOT_APPLICABLE.`,
    `Users by active access keys: ${activeKeys.none} with none, ${activeKeys.one} with one, ` +
      `${activeKeys.more} with more.`,
    ...(isComplete ? [] : ['Interrupted: there may be more users than these.']),
    ...failures.map(
      ({ userName, reason }) =>
        `No verdict, because the user could not be read: ${clean(userName)}: ${clean(reason)}`,
    ),
  ];
  return lines.join('\n');
}

/** How many keys the ledger has in which state, in one line; or that it was not read. */
export function ledgerLine({ users, readsLedger }: Inventory): string {
  const states = users.flatMap(({ deactivations }) => deactivations.map(({ state }) => state));
  const counts = [...new Set(states)].map(
    (each) => `${states.filter((state) => state === each).length} ${each}`,
  );
  const onRecord = readsLedger ? counts.join(', ') || 'none' : 'not read; give --ledger-table';
  return `Keys that One Active Key deactivated, on record: ${onRecord}.\n`;
}

/**
 * Whether the table lists the user. Users with at most one active key are left out: most users of an account are
 * such.
 */
function isListed({ situation }: InventoryUser): boolean {
  return situation !== 'AtMostOneActiveKey';
}

/** A table of three columns, the last of which is wrapped so that the table has this width. */
export function tableOf(rows: readonly (readonly string[])[], width: number): string {
  const widest = [0, 1].map((n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  const [name = 0, compliance = 0] = widest;
  const explanationWidth = Math.max(20, width - name - compliance - 10);
  return table(rows, {
    border: getBorderCharacters('norc'),
    columns: [{ width: name }, { width: compliance }, { width: explanationWidth, wrapWord: true }],
    drawHorizontalLine: (index, count) => index <= 1 || index === count,
  });
}
