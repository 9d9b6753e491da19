import { accessKeyId, userId } from '../../policy/identifiers.ts';
import { isUndoCommand } from '../../policy/undo-command.ts';
import { automationRoleArn } from '../../product/role-path.ts';
import type { Message } from '../occurrence.ts';

/**
 * The command that undoes the act; empty if the message has none, or another text in its place: whoever asks
 * for a message would have people run that text as ours.
 */
export function undoIn(message: Message): string {
  const { undo, region, rolePath, accessKeyIds } = message;
  const deactivation = {
    region,
    roleArn: automationRoleArn(message, rolePath),
    userId: userId(message.userId),
    keys: accessKeyIds.map(accessKeyId),
  };
  return isUndoCommand(undo, deactivation) ? undo : '';
}
