import type { Message } from '../occurrence.ts';
import { isExecutionId } from './console.ts';

/**
 * The command that shows the ARN of who started the execution (Systems Manager API Reference,
 * AutomationExecution, ExecutedBy); empty for a message without the id of an execution.
 */
export function starterCommand({ region, automationExecutionId }: Message): string {
  if (!isExecutionId(automationExecutionId)) return '';
  return (
    `aws ssm get-automation-execution --region ${region} ` +
    `--automation-execution-id ${automationExecutionId} ` +
    '--query AutomationExecution.ExecutedBy --output text'
  );
}
