import { parseArgs } from 'node:util';
import { NO_ROLE_PATH, rolePathProblem } from '../../product/role-path.ts';
import type { PackEnvironment } from './pack.ts';

/** The usage of the command. */
export const USAGE =
  'Usage: npm run --silent pack -- --account 123456789012 [--partition aws-us-gov] [--role-path /security/]';

/**
 * Parses the arguments of the command. Throws an error with the expected and the received value unless the
 * account is twelve digits, the partition is `aws` or begins with `aws-`, and the role path is one that the
 * template accepts.
 */
export function parsePackArguments(args: readonly string[]): PackEnvironment {
  const { values, tokens } = parseArgs({
    args: [...args],
    tokens: true,
    options: {
      account: { type: 'string' },
      partition: { type: 'string', default: 'aws' },
      'role-path': { type: 'string', default: NO_ROLE_PATH },
    },
  });
  const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated) throw new Error(`--${repeated}: expected once; received twice`);
  const { account = '', partition, 'role-path': rolePath } = values;
  if (!/^[0-9]{12}$/.test(account)) {
    throw new Error(`--account: expected an account id of twelve digits; received ${account || 'nothing'}`);
  }
  if (!/^aws(-[a-z]+)*$/.test(partition)) {
    throw new Error(
      `--partition: expected aws, aws-cn, aws-us-gov or the like; received ${partition || 'nothing'}`,
    );
  }
  const problem = rolePathProblem(rolePath);
  if (problem) throw new Error(`--role-path: ${problem}`);
  return { accountId: account, partition, rolePath };
}
