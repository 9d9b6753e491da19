import { getBorderCharacters, table } from 'table';
import type { Inventory, InventoryUser } from '../inventory/inventory.ts';
import { count } from './words.ts';

/** The inventory for people: a summary, and a table of the users that are worth a look. */
export function toText(inventory: Inventory, width: number): string {
  const { users } = inventory;
  const rows = users
    .filter(isWorthALook)
    .map(({ userName, complianceType, annotation }) => [
      clean(userName),
      complianceType,
      clean(annotation.replace(`${userName}: `, '')),
    ]);
  const shown = rows.length > 0 ? tableOf([['User', 'Compliance', 'Annotation'], ...rows], width) : '';
  return `${summaryOf(inventory)}\n${shown}`;
}

/** How many users there are, in one line, and who could not be read. */
export function summaryOf({ summary, failures, isComplete }: Inventory): string {
  const { users, verdicts, activeKeys } = summary;
  const lines = [
    `${count(users, 'user')}: ${verdicts.COMPLIANT} COMPLIANT, ${verdicts.NON_COMPLIANT} NON_COMPLIANT, ${verdicts.NOT_APPLICABLE} NOT_APPLICABLE.`,
    `Users by active access keys: ${activeKeys.none} with none, ${activeKeys.one} with one, ${activeKeys.more} with more.`,
    ...(isComplete ? [] : ['Interrupted: there may be more users than these.']),
    ...failures.map(({ userName, reason }) => `Not read, no verdict: ${clean(userName)}: ${clean(reason)}`),
  ];
  return lines.join('\n');
}

/** All but those who comply with one active key or none: they are the many. */
function isWorthALook({ situation }: InventoryUser): boolean {
  return situation !== 'AtMostOneActiveKey';
}

/** A text of other people's, such as a name or a tag, without the control characters that a terminal would obey. */
export function clean(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

function tableOf(rows: readonly (readonly string[])[], width: number): string {
  const widest = [0, 1].map((n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  const [name = 0, compliance = 0] = widest;
  const left = Math.max(20, width - name - compliance - 10);
  return table(rows, {
    border: getBorderCharacters('norc'),
    columns: [{ width: name }, { width: compliance }, { width: left, wrapWord: true }],
    drawHorizontalLine: (index, count) => index <= 1 || index === count,
  });
}
