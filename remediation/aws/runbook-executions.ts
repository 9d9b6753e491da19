import { type SSMClient, StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { promised } from '../../rule/aws/promised.ts';

/** Starts a runbook; answers the id of the execution. All parameters have one value, as ours do. */
export async function startRunbook(
  ssm: SSMClient,
  document: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const values = Object.entries(parameters).map(([name, value]) => [name, [value]]);
  const { AutomationExecutionId } = await ssm.send(
    new StartAutomationExecutionCommand({ DocumentName: document, Parameters: Object.fromEntries(values) }),
  );
  return promised('StartAutomationExecution.AutomationExecutionId', AutomationExecutionId);
}
