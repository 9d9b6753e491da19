import type { AccessKeyId } from '../../policy/identifiers.ts';

/** The characters of a user's name (IAM API Reference, CreateUser); a POSIX shell takes all of them as they are. */
const USER_NAME = /^[\w+=,.@-]{1,128}$/;

/**
 * The command of the AWS CLI that sets the status of a key without the product, for a POSIX shell. An empty name, or one that IAM
 * would not accept, is replaced by a placeholder.
 */
export function updateAccessKeyCommand(
  userName: string,
  key: AccessKeyId | 'ACCESS_KEY_ID',
  status: 'Active' | 'Inactive',
): string {
  const name = USER_NAME.test(userName) ? userName : 'USER_NAME';
  return `aws iam update-access-key --user-name ${name} --access-key-id ${key} --status ${status}`;
}

/** The commands for several keys, of which each one runs only if those before it succeeded. */
export function updateAccessKeyCommands(
  userName: string,
  keys: readonly AccessKeyId[],
  status: 'Active' | 'Inactive',
): string {
  return keys.map((key) => updateAccessKeyCommand(userName, key, status)).join(' && ');
}
