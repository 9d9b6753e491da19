import { parseObject, parseText } from '../../aws/event-fields.ts';
import { optionalText } from '../../aws/required.ts';
import { emptyOccurrence, type Installation, type Occurrence } from '../occurrence.ts';
import { eventTime } from './event-time.ts';

/**
 * Parses the event with which Automation tells that an execution of a runbook ended without success (Systems
 * Manager User Guide, "Amazon EventBridge event examples for Systems Manager": `ExecutedBy` is an ARN).
 */
export function parseRunbook(event: unknown, installation: Installation): Occurrence {
  const fields = parseObject('event', event);
  const detail = parseObject('detail', fields['detail']);
  const executedBy = optionalText(detail['ExecutedBy']);
  const status = parseText('Status', detail['Status']);
  return {
    ...emptyOccurrence(installation),
    event: 'RunFailed',
    reason: `The execution ended with the status ${status}. Its failure message says which changes were made.`,
    time: eventTime(fields['time']),
    automationExecutionId: parseText('ExecutionId', detail['ExecutionId']),
    started: executedBy && `by ${executedBy}`,
    source: { kind: 'runbook', name: parseText('Definition', detail['Definition']) },
  };
}
