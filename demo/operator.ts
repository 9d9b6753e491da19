import {
  type AutomationExecution,
  GetAutomationExecutionCommand,
  type SSMClient,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { NAMES } from '../product/names.ts';
import { RUNBOOKS } from '../product/runbooks.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import type { Deployment } from './deployment.ts';

/** A row of the compliance dashboard. */
export interface Row {
  readonly userName: string;
  readonly complianceType: string;
  readonly annotation: string;
}

/** The actions of an engineer at the consoles of Config and Systems Manager. */
export interface Operator {
  /** The current dashboard, by user name. */
  dashboard(): ReadonlyMap<string, Row>;
  /** Runs the deactivation runbook for a user, as the Remediate button does. */
  remediate(userName: string, more?: Readonly<Record<string, string>>): Promise<AutomationExecution>;
  /** Runs the reactivation runbook for a key of a user. */
  undo(
    userName: string,
    accessKeyId: string,
    more?: Readonly<Record<string, string>>,
  ): Promise<AutomationExecution>;
  /** Runs the deletion runbook for a user. */
  delete(userName: string, more?: Readonly<Record<string, string>>): Promise<AutomationExecution>;
}

/** Creates an operator who runs the runbooks with the default parameters, as the rule does. */
export function createOperator(
  account: SandboxAccount,
  { automationRoleArn }: Pick<Deployment, 'automationRoleArn'>,
): Operator {
  const { ssm } = account.connect({ principal: 'operator' });

  const run = (document: string, input: Readonly<Record<string, string>>) => runRunbook(ssm, document, input);
  const idOf = (userName: string) =>
    account.backdoor.users().find((user) => user.userName === userName)?.userId ?? '';
  const common = (userName: string) => ({
    AutomationAssumeRole: automationRoleArn,
    IAMUserId: idOf(userName),
  });
  return {
    dashboard: () => dashboardOf(account),
    remediate: (userName, more = {}) => run(RUNBOOKS.deactivate.name, { ...common(userName), ...more }),
    undo: (userName, accessKeyId, more = {}) =>
      run(RUNBOOKS.reactivate.name, { ...common(userName), AccessKeyId: accessKeyId, ...more }),
    delete: (userName, more = {}) => run(RUNBOOKS.delete.name, { ...common(userName), ...more }),
  };
}

/** Starts a runbook, which ends at once in the sandbox, and reads its execution. */
async function runRunbook(
  ssm: SSMClient,
  document: string,
  input: Readonly<Record<string, string>>,
): Promise<AutomationExecution> {
  const { AutomationExecutionId } = await ssm.send(
    new StartAutomationExecutionCommand({
      DocumentName: document,
      Parameters: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, [value]])),
    }),
  );
  const answer = await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId }));
  return answer.AutomationExecution ?? {};
}

/** An output of the last step of an execution; each output of the runbooks has exactly one value. */
export function outputOf(execution: AutomationExecution, name: string): string {
  return execution.Outputs?.[`ReadReceipt.${name}`]?.[0] ?? '';
}

/** The outcome of an execution, with the code of a refusal: `Refused: KeysInUse`. */
export function outcomeOf(execution: AutomationExecution): string {
  const outcome = outputOf(execution, 'Outcome');
  return outcome === 'Refused' ? `${outcome}: ${outputOf(execution, 'RefusalCode')}` : outcome;
}

function dashboardOf({ backdoor, configRules }: SandboxAccount): Map<string, Row> {
  const names = new Map(backdoor.users().map(({ userId, userName }) => [userId, userName]));
  const rows = configRules
    .results(NAMES.configRule)
    .map(({ resourceId, complianceType, annotation = '' }) => ({
      userName: names.get(resourceId) ?? resourceId,
      complianceType,
      annotation,
    }));
  return new Map(rows.map((row) => [row.userName, row]));
}
