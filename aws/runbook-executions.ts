import { type SSMClient, StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { requiredText } from './required.ts';

/**
 * Starts a runbook and returns the id of the execution; each parameter has exactly one value. One execution is started
 * however often the SDK retries, since every attempt carries the same token (API reference, ClientToken).
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
