import { fieldsOf, parseObject, parseText } from '../../aws/event-fields.ts';
import { optionalText } from '../../aws/required.ts';
import { NAMES } from '../../product/names.ts';
import { emptyOccurrence, type Installation, type Occurrence } from '../occurrence.ts';
import { eventTime } from './event-time.ts';

/** The alarm of a rule that evaluates nobody; infra/constructs/alarm-definitions.ts gives it this name. */
const RULE_NOT_RUN = `${NAMES.ruleFunction}-not-run`;

/**
 * Parses the event with which CloudWatch tells that an alarm is on (CloudWatch User Guide, "Alarm events and
 * EventBridge").
 */
export function parseAlarm(event: unknown, installation: Installation): Occurrence {
  const fields = parseObject('event', event);
  const detail = parseObject('detail', fields['detail']);
  const name = parseText('alarmName', detail['alarmName']);
  const { description } = fieldsOf(detail['configuration']);
  const { reason } = fieldsOf(detail['state']);
  return {
    ...emptyOccurrence(installation),
    event: name === RULE_NOT_RUN ? 'RuleNotRun' : 'RunFailed',
    reason: [description, reason].map(optionalText).filter(Boolean).join(' '),
    time: eventTime(fields['time']),
    source: { kind: 'alarm', name },
  };
}
