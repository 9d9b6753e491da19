import { isAccessKeyId } from '../../policy/identifiers.ts';

/** The names that IAM allows (IAM API Reference, CreateUser). */
const USER_NAME = /^[\w+=,.@-]{1,128}$/;

/** The names that a POSIX shell takes as they are, and that no command takes for an option. */
const PLAIN_NAME = /^[A-Za-z0-9_.][\w+=,.@-]*$/;

/** A command of IAM about a user; a name that IAM does not allow is replaced by `USER_NAME`. */
export function iamCommand(action: string, userName: string, rest: string): string {
  return `aws iam ${action} --user-name${nameArgument(userName)} ${rest}`;
}

function nameArgument(userName: string): string {
  if (!USER_NAME.test(userName)) return ' USER_NAME';
  return PLAIN_NAME.test(userName) ? ` ${userName}` : `='${userName}'`;
}

/** The id of a key for a command; `ACCESS_KEY_ID` for any other text. */
export const keyArgument = (key: string | undefined): string =>
  key !== undefined && isAccessKeyId(key) ? key : 'ACCESS_KEY_ID';
