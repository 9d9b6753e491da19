import {
  type AutomationExecution,
  GetAutomationExecutionCommand,
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

/** What an engineer does at the consoles of Config and Systems Manager. */
export interface Operator {
  /** The dashboard as it is now, by user name. */
  dashboard(): ReadonlyMap<string, Row>;
  /** Runs the deactivation runbook for a user, as the Remediate button does. */
  remediate(userName: string, more?: Readonly<Record<string, string>>): Promise<AutomationExecution>;
  /** Runs the reactivation runbook for a key of a user. */
  undo(userName: string, accessKeyId: string): Promise<AutomationExecution>;
  /** Runs the deletion runbook for a user. */
  delete(userName: string, more?: Readonly<Record<string, string>>): Promise<AutomationExecution>;
}

/** Makes an operator who works with the parameters that the rule has, too. */
export function createOperator(
  account: SandboxAccount,
  { automationRoleArn }: Deployment,
  parameters: Readonly<Record<string, string>>,
): Operator {
  const { ssm } = account.connect({ principal: 'operator' });

  async function run(
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

  const idOf = (userName: string) =>
    account.backdoor.users().find((user) => user.userName === userName)?.userId ?? '';
  const common = (userName: string) => ({
    AutomationAssumeRole: automationRoleArn,
    IAMUserId: idOf(userName),
  });
  return {
    dashboard: () => dashboardOf(account),
    remediate: (userName, more = {}) =>
      run(RUNBOOKS.deactivate.name, { ...common(userName), ...pascal(parameters), ...more }),
    undo: (userName, accessKeyId) =>
      run(RUNBOOKS.reactivate.name, { ...common(userName), AccessKeyId: accessKeyId }),
    delete: (userName, more = {}) => run(RUNBOOKS.delete.name, { ...common(userName), ...more }),
  };
}

/** An output of the execution's last step; the runbooks give each exactly one value. */
export function outputOf(execution: AutomationExecution, name: string): string {
  return execution.Outputs?.[`ReadReceipt.${name}`]?.[0] ?? '';
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

/** The rule writes its parameters in camelCase, the runbook in PascalCase. */
function pascal(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );
}
