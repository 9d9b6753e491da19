/** The names that IAM allows, at their longest (IAM API Reference, CreateUser, UserName). */
const USER_NAME = /^[\w+=,.@-]{1,128}$/;

/**
 * The beginnings that nobody takes for anything else. The AWS CLI takes a word that begins with `-` for an
 * option (Python, argparse), and zsh one that begins with `=` for a command (zsh, "Filename Expansion").
 */
const PLAIN_BEGINNING = /^[A-Za-z0-9_.]/;

/**
 * A command of the AWS CLI about a user, for a POSIX shell, followed by `rest`. An empty name, or one that
 * IAM does not allow, is replaced by `USER_NAME`.
 */
export function iamCommand(
  action: 'tag-user' | 'update-access-key',
  userName: string,
  rest: `--${string}`,
): string {
  return `aws iam ${action} --user-name${nameArgument(userName)} ${rest}`;
}

/** The name as a word, or in the word of its option. */
function nameArgument(userName: string): string {
  if (!USER_NAME.test(userName)) return ' USER_NAME';
  return PLAIN_BEGINNING.test(userName) ? ` ${userName}` : `='${userName}'`;
}
