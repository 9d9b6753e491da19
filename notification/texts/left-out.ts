import type { Message } from '../occurrence.ts';
import { alarmIn, isAlarmOfOurs, isExecutionId, isRuleOfOurs } from './console.ts';
import { undoIn } from './undo.ts';

const LIST = new Intl.ListFormat('en-GB');

/**
 * Which commands and links a message does not have since what was given for them is not ours, as a sentence;
 * empty if it has all.
 */
export function leftOutOf(message: Message): string {
  const { undo, automationExecutionId, configRuleName } = message;
  const alarm = alarmIn(message);
  const isForeign = automationExecutionId !== '' && !isExecutionId(automationExecutionId);
  const parts = [
    undo !== '' && undoIn(message) === '' && 'the command that undoes the act',
    isForeign && 'the link to the execution',
    isForeign && 'the command that shows who started it',
    configRuleName !== '' && !isRuleOfOurs(configRuleName) && 'the link to the rule',
    alarm !== '' && !isAlarmOfOurs(alarm) && 'the link to the alarm',
  ].filter((part) => part !== false);
  if (parts.length === 0) return '';
  return (
    `${LIST.format(parts)}, since what was given for it is not what One Active Key writes for this ` +
    'account, Region, role, user and keys. docs/reference.md, Messages, says what to do; ' +
    'docs/after-a-deactivation.md how to undo.'
  );
}
