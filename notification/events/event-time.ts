import { optionalText } from '../../aws/required.ts';
import { parseDateTime } from '../../policy/iso8601.ts';

/**
 * The time of an event, ISO 8601 in UTC (EventBridge User Guide, "AWS service event metadata", `time`); empty
 * for what is no date-time: people are told nevertheless.
 */
export function eventTime(time: unknown): string {
  const at = parseDateTime(optionalText(time));
  return at === undefined ? '' : new Date(at).toISOString();
}
