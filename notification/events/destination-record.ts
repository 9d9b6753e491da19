import { fieldsOf, parseObject, parseText } from '../../aws/event-fields.ts';
import { optionalText } from '../../aws/required.ts';
import { emptyOccurrence, type Installation, type Occurrence } from '../occurrence.ts';
import { eventTime } from './event-time.ts';

/** Whether an event is Lambda's record for an on-failure destination. */
export function isDestinationRecord(event: unknown): boolean {
  const { requestContext } = fieldsOf(event);
  return 'functionArn' in fieldsOf(requestContext);
}

/**
 * Parses Lambda's record of an event that no attempt of a function could process (Lambda Developer Guide,
 * "Retaining records of asynchronous invocations"). `requestPayload` is never read: AWS Config's event
 * contains the token with which evaluations are reported.
 */
export function parseDestinationRecord(event: unknown, installation: Installation): Occurrence {
  const fields = parseObject('event', event);
  const context = parseObject('requestContext', fields['requestContext']);
  const { errorType, errorMessage } = fieldsOf(fields['responsePayload']);
  const error = [errorType, errorMessage].map(optionalText).filter(Boolean).join(': ');
  const condition = optionalText(context['condition']);
  return {
    ...emptyOccurrence(installation),
    event: 'RunFailed',
    reason: [condition, error].filter(Boolean).join('. '),
    time: eventTime(fields['timestamp']),
    source: { kind: 'function', name: functionNameIn(parseText('functionArn', context['functionArn'])) },
  };
}

/** The name in `arn:aws:lambda:us-east-1:111122223333:function:NAME:$LATEST`. */
function functionNameIn(functionArn: string): string {
  return functionArn.split(':')[6] ?? functionArn;
}
