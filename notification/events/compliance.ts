import { MalformedEventError } from '../../aws/errors.ts';
import { readObject, readText, readUserId } from '../../aws/event-fields.ts';
import { optionalText } from '../../aws/required.ts';
import { emptyOccurrence, type Installation, type Occurrence } from '../occurrence.ts';
import { eventTime } from './event-time.ts';

/**
 * Reads the event with which AWS Config tells that a user became NON_COMPLIANT (Config Developer Guide,
 * "Monitoring AWS Config with Amazon EventBridge"). It has the id of the user, and the annotation.
 */
export function readCompliance(event: unknown, installation: Installation): Occurrence {
  const fields = readObject('event', event);
  const detail = readObject('detail', fields['detail']);
  const result = readObject('newEvaluationResult', detail['newEvaluationResult']);
  const { complianceType, annotation } = result;
  if (complianceType !== 'NON_COMPLIANT') {
    throw new MalformedEventError('complianceType', 'NON_COMPLIANT', complianceType);
  }
  return {
    ...emptyOccurrence(installation),
    event: 'BecameNonCompliant',
    userId: readUserId('resourceId', detail['resourceId']),
    reason: optionalText(annotation),
    time: eventTime(fields['time']),
    configRuleName: readText('configRuleName', detail['configRuleName']),
  };
}
