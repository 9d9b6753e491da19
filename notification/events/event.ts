import { MalformedEventError } from '../../aws/errors.ts';
import { parseObject } from '../../aws/event-fields.ts';
import type { Installation, Occurrence } from '../occurrence.ts';
import { parseAlarm } from './alarm.ts';
import { parseCompliance } from './compliance.ts';
import { isDestinationRecord, parseDestinationRecord } from './destination-record.ts';
import { parseMessageRequest } from './message-request.ts';
import { parseRunbook } from './runbook.ts';

/** What invoked the function: something to tell, or the hour of the digest. */
export type Trigger =
  | { readonly kind: 'tell'; readonly occurrence: Occurrence }
  | { readonly kind: 'digest' };

/** The readers of EventBridge's events, by detail type. */
const READERS: Readonly<Record<string, (event: unknown, installation: Installation) => Occurrence>> = {
  'Config Rules Compliance Change': parseCompliance,
  'EC2 Automation Execution Status-change Notification': parseRunbook,
  'CloudWatch Alarm State Change': parseAlarm,
};

/**
 * Parses the event of an invocation: a request of the remediation function, an event of EventBridge, Lambda's
 * record of an event that no attempt of another function could process, or the daily schedule's. Throws
 * `MalformedEventError` for any other one.
 */
export function parseTrigger(event: unknown, installation: Installation): Trigger {
  const { operation, 'detail-type': detailType } = parseObject('event', event);
  if (operation === 'Digest') return { kind: 'digest' };
  return { kind: 'tell', occurrence: parseOccurrence(event, installation, { operation, detailType }) };
}

function parseOccurrence(
  event: unknown,
  installation: Installation,
  { operation, detailType }: { readonly operation: unknown; readonly detailType: unknown },
): Occurrence {
  if (operation === 'Tell') return parseMessageRequest(event, installation);
  const type = String(detailType);
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read) return read(event, installation);
  if (isDestinationRecord(event)) return parseDestinationRecord(event, installation);
  const expected =
    '{"operation":"Tell",…}, {"operation":"Digest"}, a record of Lambda for an on-failure destination, or an event of EventBridge: ' +
    Object.keys(READERS).join(', ');
  throw new MalformedEventError('event', expected, event);
}
