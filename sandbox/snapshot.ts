import type { SandboxAccount } from './account.ts';
import type { Automation } from './automation/automation.ts';
import type { FinishedExecution } from './automation/operations/state.ts';
import type { Item } from './dynamodb/item.ts';
import type { IamStates } from './iam/backdoor-states.ts';
import type { ParameterState } from './parameter-store/stored-parameters.ts';

/**
 * The data of an account that outlive its process: its time, what IAM holds, the items of its tables, its
 * parameters, and its automation executions. Functions, rules, runbooks and subscriptions are code and
 * definitions: whoever restores the account deploys them again. The results of rules, schedules, events that
 * are not delivered yet and executions that wait for an approval are lost.
 */
export interface AccountSnapshot {
  readonly now: Date;
  readonly iam: IamStates;
  /** The items by the name of their table. */
  readonly tables: Readonly<Record<string, readonly Item[]>>;
  readonly parameters: readonly ParameterState[];
  readonly executions: readonly FinishedExecution[];
}

/** The data of an account as they are now. */
export function takeSnapshot(
  { clock, backdoor, tables, parameters }: SandboxAccount,
  { executions }: Automation,
): AccountSnapshot {
  const items = tables.names().map((name) => [name, tables.itemsOf(name)] as const);
  return {
    now: clock.now(),
    iam: backdoor.states(),
    tables: Object.fromEntries(items),
    parameters: parameters.states(),
    executions,
  };
}

/**
 * Puts what IAM holds, the items and the parameters into an account, which has to begin at the time of the
 * snapshot; its Automation receives the executions when it is created. A table that the account lacks is
 * created.
 */
export function restoreData(
  { backdoor, tables, parameters }: Pick<SandboxAccount, 'backdoor' | 'tables' | 'parameters'>,
  snapshot: Pick<AccountSnapshot, 'iam' | 'tables' | 'parameters'>,
): void {
  backdoor.putStates(snapshot.iam);
  parameters.putStates(snapshot.parameters);
  for (const [name, items] of Object.entries(snapshot.tables)) {
    if (!tables.names().includes(name)) tables.add({ name });
    for (const item of items) tables.put(name, item);
  }
}
