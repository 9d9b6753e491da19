import type { Message } from '../occurrence.ts';
import { isExecutionId, isRuleOfOurs } from './console.ts';
import { undoIn } from './undo.ts';

/** Which commands and links a message does not have since what was given for them is not ours, as a sentence; empty if it has all. */
export function leftOutOf(message: Message): string {
  const { undo, automationExecutionId, configRuleName } = message;
  const parts = [
    undo !== '' && undoIn(message) === '' && 'the command that undoes the act',
    automationExecutionId !== '' && !isExecutionId(automationExecutionId) && 'the link to the execution',
    configRuleName !== '' && !isRuleOfOurs(configRuleName) && 'the link to the rule',
  ].filter((part) => part !== false);
  if (parts.length === 0) return '';
  return (
    `${parts.join(' and ')}, since what was given for it is not what One Active Key writes for this account, Region, role, ` +
    'user and keys. docs/reference.md, Messages, says what to do; docs/after-a-deactivation.md how to undo.'
  );
}
