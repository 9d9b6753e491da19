import { type SSMClient, StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { requiredText } from './required.ts';

/**
 * Starts a runbook and returns the id of the execution; each parameter has exactly one value. One execution
 * is started however often the SDK retries, since every attempt carries the same token (API reference,
 * ClientToken).
 */
export function startRunbook(
  ssm: SSMClient,
  document: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  return startRunbookOnce(ssm, document, { parameters, clientToken: crypto.randomUUID() });
}

/** The parameters of an execution, and the UUID under which it is started once. */
export interface RunbookStart {
  readonly parameters: Readonly<Record<string, string>>;
  readonly clientToken: string;
}

/**
 * Starts a runbook as `startRunbook` does; a caller that may be called again gives the same token for the
 * same start.
 */
export async function startRunbookOnce(
  ssm: SSMClient,
  document: string,
  { parameters, clientToken }: RunbookStart,
): Promise<string> {
  const values = Object.entries(parameters).map(([name, value]) => [name, [value]]);
  const { AutomationExecutionId } = await ssm.send(
    new StartAutomationExecutionCommand({
      ClientToken: clientToken,
      DocumentName: document,
      Parameters: Object.fromEntries(values),
    }),
  );
  return requiredText('StartAutomationExecution.AutomationExecutionId', AutomationExecutionId);
}
