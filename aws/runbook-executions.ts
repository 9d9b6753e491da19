import { type SSMClient, StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { requiredText } from './required.ts';

/**
 * Starts a runbook; answers the id of the execution. All parameters have one value, as ours do. However often the SDK tries,
 * one execution is started: the token tells Automation that it is the same wish (API reference, ClientToken).
 */
export async function startRunbook(
  ssm: SSMClient,
  document: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const values = Object.entries(parameters).map(([name, value]) => [name, [value]]);
  const { AutomationExecutionId } = await ssm.send(
    new StartAutomationExecutionCommand({
      ClientToken: crypto.randomUUID(),
      DocumentName: document,
      Parameters: Object.fromEntries(values),
    }),
  );
  return requiredText('StartAutomationExecution.AutomationExecutionId', AutomationExecutionId);
}
