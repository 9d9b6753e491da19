import { iamCommand } from '../../policy/iam-command.ts';
import type { AccessKeyId, UserName } from '../../policy/identifiers.ts';

/**
 * The command of the AWS CLI that sets the status of a key without the product, for a POSIX shell. An empty
 * name, or one that IAM would not accept, is replaced by a placeholder.
 */
export function updateAccessKeyCommand(
  userName: UserName | '',
  key: AccessKeyId | 'ACCESS_KEY_ID',
  status: 'Active' | 'Inactive',
): string {
  return iamCommand('update-access-key', userName, `--access-key-id ${key} --status ${status}`);
}

/** The commands for several keys, of which each one runs only if those before it succeeded. */
export function updateAccessKeyCommands(
  userName: UserName,
  keys: readonly AccessKeyId[],
  status: 'Active' | 'Inactive',
): string {
  return keys.map((key) => updateAccessKeyCommand(userName, key, status)).join(' && ');
}
