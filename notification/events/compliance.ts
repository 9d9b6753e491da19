import { MalformedEventError } from '../../aws/errors.ts';
import { readObject, readText, readUserId } from '../../aws/event-fields.ts';
import { optionalText } from '../../aws/required.ts';
import { emptyOccurrence, type Installation, type Occurrence } from '../occurrence.ts';

/**
 * Reads the event with which AWS Config tells that a user became NON_COMPLIANT (Config Developer Guide, "Monitoring AWS Config with Amazon
 * EventBridge"). It has the id of the user, and the annotation.
 */
export function readCompliance(event: unknown, installation: Installation): Occurrence {
  const detail = readObject('detail', readObject('event', event)['detail']);
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
    configRuleName: readText('configRuleName', detail['configRuleName']),
  };
}
