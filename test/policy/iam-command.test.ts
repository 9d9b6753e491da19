import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iamCommand } from '../../policy/iam-command.ts';
import { userName as asUserName } from '../../policy/identifiers.ts';
import { updateAccessKeyCommand, updateAccessKeyCommands } from '../../remediation/shared/direct-command.ts';
import { shellCommandsIn } from '../support/shell-commands.ts';
import { KEY } from '../support/users.ts';

/** User names, and what stands in the commands behind `--user-name`. */
const NAMES: readonly (readonly [title: string, userName: string, argument: string])[] = [
  ['a usual name', 'deploy-bot', ' deploy-bot'],
  ['digits', '007', ' 007'],
  ['an underscore first', '_bot', ' _bot'],
  ['a dot first', '.bot', ' .bot'],
  ['every character, none that is special first', 'a_+=,.@-', ' a_+=,.@-'],
  ['an address', 'bob@example.com', ' bob@example.com'],
  ['a hyphen first', '-x', "='-x'"],
  ['an option of the AWS CLI', '--query', "='--query'"],
  ['an option with its value', '--endpoint-url=example.com', "='--endpoint-url=example.com'"],
  ['the end of all options', '--', "='--'"],
  ['only a hyphen', '-', "='-'"],
  ['an equals sign first', '=cmd', "='=cmd'"],
  ['a plus sign first', '+x', "='+x'"],
  ['a comma first', ',x', "=',x'"],
  ['an at sign first', '@x', "='@x'"],
  ['128 characters', 'x'.repeat(128), ` ${'x'.repeat(128)}`],
  ['129 characters', 'x'.repeat(129), ' USER_NAME'],
  ['no character', '', ' USER_NAME'],
  ['a space', 'a b', ' USER_NAME'],
  ['a quote', "-a'b", ' USER_NAME'],
  ['a second command', 'a;reboot', ' USER_NAME'],
  ['a substitution', '$(reboot)', ' USER_NAME'],
  ['a second line', 'a\nreboot', ' USER_NAME'],
  ['a line that is not begun', 'a\n', ' USER_NAME'],
  ['a letter that is not ASCII', 'é', ' USER_NAME'],
];

describe('the commands about a user whose name is', () => {
  it.each(NAMES)('%s', (_title, userName, argument) => {
    expect(iamCommand('tag-user', userName, '--tags x')).toBe(
      `aws iam tag-user --user-name${argument} --tags x`,
    );
    expect(updateAccessKeyCommand(asUserName(userName), KEY.a, 'Active')).toBe(
      `aws iam update-access-key --user-name${argument} --access-key-id ${KEY.a} --status Active`,
    );
  });
});

it('several keys: a command for each, of which none runs after a failure', () => {
  const command = (key: string) =>
    `aws iam update-access-key --user-name='-x' --access-key-id ${key} --status Inactive`;
  expect(updateAccessKeyCommands(asUserName('-x'), [KEY.a, KEY.b], 'Inactive')).toBe(
    `${command(KEY.a)} && ${command(KEY.b)}`,
  );
});

it('every name that IAM allows is one argument, and no option', () => {
  const character = fc.constantFrom(...'aZ0_+=,.@-');
  const names = fc.string({ unit: character, minLength: 1, maxLength: 64 });
  fc.assert(
    fc.property(names, (userName) => {
      const [words = [], ...others] = shellCommandsIn(iamCommand('tag-user', userName, '--no-cli-pager'));
      expect(others).toEqual([]);
      expect(words.slice(3, -1).join('=')).toBe(`--user-name=${userName}`);
      if (userName.startsWith('-')) expect(words).toHaveLength(5);
    }),
  );
});
