import { within } from '../../../aws/deadline.ts';
import { RUNBOOKS } from '../../../product/runbooks.ts';
import { readIdentity } from '../../account/identity.ts';
import { describePolicy, type PolicyOptions, policyOf, readDeployedPolicy } from '../../account/policy.ts';
import { describeKeys, describeUsers } from '../../account/users.ts';
import { type EnteredAccount, inEachAccount } from '../../accounts/in-each-account.ts';
import { EXIT, type ExitCode, worstOf } from '../../command-line/exit-codes.ts';
import type { CheckedRow } from '../../decisions/check/action.ts';
import { checkRows } from '../../decisions/check/check-rows.ts';
import { readCurrentAccount } from '../../decisions/check/read-current-account.ts';
import type { ExemptionRequest } from '../../decisions/exemptions/exemption-receipt.ts';
import { readDecisions } from '../../decisions/file/decision-file.ts';
import { decisionOf, type PlacedRow } from '../../decisions/row.ts';
import { rowsByAccount } from '../../decisions/rows-by-account.ts';
import { describeRow, describeRows } from '../../decisions/text.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import {
  completenessOf,
  exitCodeFor,
  incompleteWarning,
  isAllRead,
  notReadLines,
} from '../../inventory/take-inventory.ts';
import type { AccountBatch, BatchOptions } from '../../runbooks/batch.ts';
import type { RunbookStart } from '../../runbooks/batch-report.ts';
import { openReceipts, type ReceiptsOptions } from '../../runbooks/keep-receipts.ts';
import { runBatches } from '../../runbooks/run-batches.ts';
import type { Io } from '../../terminal/io.ts';
import { deactivationParameters } from './deactivation-parameters.ts';

/** The options of `remediate --decisions`. */
export interface RemediateDecisionsOptions extends BatchOptions, ReceiptsOptions, PolicyOptions {
  /** The file that people have filled in. */
  readonly decisions: string;
}

/**
 * Checks each row of a decision file against its account as it is now, shows what is to be done, asks once,
 * and does it: writes the exemptions, and starts the deactivation runbook with the key to keep. A row that
 * does not fit is named, and the others go on.
 */
export async function remediateDecisions(options: RemediateDecisionsOptions, io: Io): Promise<ExitCode> {
  policyOf(options); // Invalid options, and an invalid file, are reported before the first call to AWS.
  const rows = rowsByAccount(readDecisions(options.decisions), options);
  const file = openReceipts({ ...options, inputs: { '--decisions': options.decisions } });
  const found = await inEachAccount(options, io, {
    isWanted: rows.isWanted,
    work: (entered) => prepareBatch(entered, rows.of(entered), options),
  });
  const elsewhere = rows.elsewhere(found);
  for (const row of elsewhere) io.out(describeRow(row));
  io.err(notReadLines(found));
  const planned = found.flatMap((each) => (each.kind === 'done' ? [each.value] : []));
  const completeness = completenessOf(found);
  io.err(incompleteWarning(completeness, io));
  const isAllKnown = isAllRead(completeness);
  const code = await runBatches(found, { ...options, io, file, isAllKnown });
  const checked = [...elsewhere, ...planned.flatMap((each) => each.checked)];
  const isRefused = checked.some(({ action }) => action.kind === 'refused');
  return exitCodeFor(completeness, worstOf([code, isRefused ? EXIT.notCompliant : EXIT.ok]), io);
}

/** The rows of an account, and what is to be done about them. */
interface PlannedAccount extends AccountBatch {
  readonly checked: readonly CheckedRow[];
  readonly inventory: Inventory;
}

async function prepareBatch(
  entered: EnteredAccount,
  rows: readonly PlacedRow[],
  options: RemediateDecisionsOptions,
): Promise<PlannedAccount> {
  const { account, io } = entered;
  const { identity, policy } = await within(io.interruption, async () => {
    const caller = await readIdentity(account);
    return { identity: caller, policy: await readDeployedPolicy(options, account, caller) };
  });
  io.err(`Parameters: ${describePolicy(policy)}\n`);
  const { current, inventory } = await readCurrentAccount(entered, rows, { policy, users: 'of the file' });
  const checked = checkRows(rows, current);
  for (const row of checked) io.out(describeRow(row));
  io.err(describeRows(checked));
  const parameters = deactivationParameters(identity, policy, options);
  const requests = checked.flatMap((row) => requestFor(row, parameters));
  const exemptions = checked.flatMap(exemptionOf);
  const question = questionAbout(requests, exemptions);
  const batch = { document: RUNBOOKS.deactivate.name, requests, exemptions, question, identity };
  return { account, io, batch, checked, inventory };
}

function questionAbout(requests: readonly RunbookStart[], exemptions: readonly ExemptionRequest[]): string {
  const keys = requests.flatMap(({ decision }) => decision?.surplusAccessKeyIds ?? []);
  const exempt = exemptions.map(({ userName, exemption }) => ({
    userName: `${userName} until ${exemption.until}`,
  }));
  const parts = [
    ...(requests.length > 0 ? [`deactivate ${describeKeys(keys)} of ${describeUsers(requests)}`] : []),
    ...(exemptions.length > 0 ? [`exempt ${describeUsers(exempt)}`] : []),
  ];
  const question = parts.join(', and ');
  return `${question.charAt(0).toUpperCase()}${question.slice(1)}?`;
}

function exemptionOf({ row, userName, action }: CheckedRow): readonly ExemptionRequest[] {
  if (action.kind !== 'exempt') return [];
  return [{ userName, userId: row.userId, exemption: action.exemption, decided: decisionOf(row) }];
}

function requestFor(
  { row, userName, action }: CheckedRow,
  parameters: RunbookStart['parameters'],
): readonly RunbookStart[] {
  if (action.kind !== 'deactivate') return [];
  const { keep, surplusAccessKeyIds, explanation } = action;
  const decision = { complianceType: 'NON_COMPLIANT', explanation, surplusAccessKeyIds };
  const named = { IAMUserId: row.userId, KeepAccessKeyId: keep };
  const user = { userName, userId: row.userId };
  return [{ ...user, decision, decided: decisionOf(row), parameters: { ...parameters, ...named } }];
}
