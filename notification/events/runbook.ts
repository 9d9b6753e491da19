import { readObject, readText } from '../../aws/event-fields.ts';
import { emptyOccurrence, type Installation, type Occurrence } from '../occurrence.ts';

/**
 * Reads the event with which Automation tells that an execution of a runbook ended without success (EventBridge Events Reference, AWS
 * Systems Manager Automation).
 */
export function readRunbook(event: unknown, installation: Installation): Occurrence {
  const detail = readObject('detail', readObject('event', event)['detail']);
  const status = readText('Status', detail['Status']);
  return {
    ...emptyOccurrence(installation),
    event: 'RunFailed',
    reason: `The execution ended with the status ${status}. Its failure message says which changes were made.`,
    automationExecutionId: readText('ExecutionId', detail['ExecutionId']),
    source: { kind: 'runbook', name: readText('Definition', detail['Definition']) },
  };
}
