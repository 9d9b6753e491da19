import { MalformedEventError } from '../../aws/errors.ts';
import { parseObject, parseText, parseUserId } from '../../aws/event-fields.ts';
import { optionalText } from '../../aws/required.ts';
import { emptyOccurrence, type Installation, type Occurrence } from '../occurrence.ts';
import { eventTime } from './event-time.ts';

/**
 * Parses the event with which AWS Config tells that a user became NON_COMPLIANT (Config Developer Guide,
 * "Monitoring AWS Config with Amazon EventBridge"). It has the id of the user, and the annotation.
 */
export function parseCompliance(event: unknown, installation: Installation): Occurrence {
  const fields = parseObject('event', event);
  const detail = parseObject('detail', fields['detail']);
  const result = parseObject('newEvaluationResult', detail['newEvaluationResult']);
  const { complianceType, annotation } = result;
  if (complianceType !== 'NON_COMPLIANT') {
    throw new MalformedEventError('complianceType', 'NON_COMPLIANT', complianceType);
  }
  return {
    ...emptyOccurrence(installation),
    event: 'BecameNonCompliant',
    userId: parseUserId('resourceId', detail['resourceId']),
    reason: optionalText(annotation),
    time: eventTime(fields['time']),
    configRuleName: parseText('configRuleName', detail['configRuleName']),
  };
}
