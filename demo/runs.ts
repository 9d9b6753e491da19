import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { formatMinute } from '../policy/text.ts';
import { NAMES } from '../product/names.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import { type Operator, outputOf } from './operator.ts';
import type { Page } from './page.ts';

/** Shows the steps and the outputs of an execution, as the console of Systems Manager does. */
export function showExecution(page: Page, execution: AutomationExecution): void {
  page.text(`${execution.DocumentName}, execution ${execution.AutomationExecutionId}`, '');
  page.table([
    ['Step', 'Action', 'Status'],
    ...(execution.StepExecutions ?? []).map((step) => [
      step.StepName ?? '',
      step.Action ?? '',
      step.StepStatus ?? '',
    ]),
  ]);
  const outputs = Object.keys(execution.Outputs ?? {}).map((name) => name.replace('ReadReceipt.', ''));
  const rows = outputs.filter((name) => name !== 'Undo').map((name) => [name, outputOf(execution, name)]);
  page.table([['Output', 'Value'], ...rows]);
  // The command stands in one line outside the table, so that it can be copied.
  if (outputs.includes('Undo')) page.text('Undo:', outputOf(execution, 'Undo'));
  if (execution.FailureMessage) page.text(execution.FailureMessage);
}

/** Shows the outcomes of several executions, one line for each. */
export function showOutcomes(
  page: Page,
  executions: readonly { readonly userName: string; readonly execution: AutomationExecution }[],
): void {
  page.table([
    ['User', 'Outcome', 'Reason'],
    ...executions.map(({ userName, execution }) => [
      userName,
      outputOf(execution, 'Outcome') || String(execution.AutomationExecutionStatus),
      outputOf(execution, 'Reason') || (execution.FailureMessage ?? ''),
    ]),
  ]);
}

/** Evaluates the rule; throws if its function fails. */
export async function evaluate(account: SandboxAccount): Promise<void> {
  const { functionError } = await account.configRules.evaluate(NAMES.configRule);
  if (functionError) throw new Error(functionError);
}

/** Shows one row of the dashboard. */
export function showRow(operator: Operator, page: Page, userName: string): void {
  const row = operator.dashboard().get(userName);
  page.table([
    ['User', 'Compliance', 'Annotation'],
    [userName, row?.complianceType ?? '', row?.annotation ?? ''],
  ]);
}

/** Shows what the ledger has about the keys of a user. */
export function showRecords({ backdoor, tables }: SandboxAccount, page: Page, userName: string): void {
  const userId = backdoor.users().find((user) => user.userName === userName)?.userId;
  const records = tables
    .itemsOf(NAMES.sandboxLedger)
    .filter((item) => textOf(item, 'pk') === 'KEY' && textOf(item, 'sk').startsWith(`${userId}#`));
  page.table([
    ['Key', 'State', 'Since', 'Kept'],
    ...records.map((item) => [
      textOf(item, 'sk').split('#')[1] ?? '',
      textOf(item, 'state'),
      formatMinute(new Date(textOf(item, 'changedAt'))),
      textOf(item, 'kept'),
    ]),
  ]);
}

type Item = ReturnType<SandboxAccount['tables']['itemsOf']>[number];

function textOf(item: Item, name: string): string {
  const value = item[name];
  return value && 'S' in value ? value.S : '';
}

/** Shows the tags of a user. */
export function showTags({ backdoor }: SandboxAccount, page: Page, userName: string): void {
  const tags = Object.entries(backdoor.tagsOf(userName));
  if (tags.length === 0) page.text(`${userName} has no tags.`);
  else page.table([['Tag', 'Value'], ...tags]);
}
