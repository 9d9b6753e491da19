import {
  type AutomationExecution,
  GetAutomationExecutionCommand,
  type SSMClient,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { type DeploymentOptions, deployFunctions, deployRunbooks } from '../../demo/deployment.ts';
import { createSandboxAccount, type SandboxAccount, type SandboxOptions } from '../../sandbox/account.ts';
import type { AutomationOptions } from '../../sandbox/automation/automation.ts';
import { NOW } from './users.ts';

/** An account with the functions, the rule and the runbooks, and an operator's client of Systems Manager. */
export interface OperatedAccount {
  readonly account: SandboxAccount;
  readonly ssm: SSMClient;
  readonly role: string;
}

/** An account at NOW with the functions, the rule and the runbooks. */
export async function operatedAccount(
  options: SandboxOptions = {},
  automation: Partial<AutomationOptions> = {},
  deployment: DeploymentOptions = {},
): Promise<OperatedAccount> {
  const account = createSandboxAccount({ startAt: NOW, ...options });
  const { automationRoleArn } = deployFunctions(account, deployment);
  await deployRunbooks(account, automation);
  return { account, ssm: account.connect({ principal: 'operator' }).ssm, role: automationRoleArn };
}

/** Starts a runbook and returns its execution. */
export async function start(
  ssm: SSMClient,
  document: string,
  input: Readonly<Record<string, string>>,
): Promise<AutomationExecution> {
  const Parameters = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, [value]]));
  const { AutomationExecutionId } = await ssm.send(
    new StartAutomationExecutionCommand({ DocumentName: document, Parameters }),
  );
  const { AutomationExecution: execution = {} } = await ssm.send(
    new GetAutomationExecutionCommand({ AutomationExecutionId }),
  );
  return execution;
}

/** The outputs of an execution by name, without the name of the step. */
export function outputs(execution: AutomationExecution): Record<string, string> {
  const entries = Object.entries(execution.Outputs ?? {});
  return Object.fromEntries(
    entries.map(([name, values]) => [name.replace('ReadReceipt.', ''), values.join('|')]),
  );
}

export const DEACTIVATE = 'OneActiveKey-DeactivateSurplusAccessKeys';
export const REACTIVATE = 'OneActiveKey-ReactivateAccessKey';
export const DELETE = 'OneActiveKey-DeleteDeactivatedAccessKeys';
