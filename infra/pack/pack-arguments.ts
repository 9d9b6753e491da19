import { parseArgs } from 'node:util';
import type { PackEnvironment } from './pack.ts';

/** The usage of the command. */
export const USAGE = 'Usage: npm run --silent pack -- --account 123456789012 [--partition aws-us-gov]';

/**
 * Reads the arguments of the command. Throws an error with the expected and the received value unless the account is
 * twelve digits and the partition is `aws` or begins with `aws-`.
 */
export function readPackArguments(args: readonly string[]): PackEnvironment {
  const { values } = parseArgs({
    args: [...args],
    options: { account: { type: 'string' }, partition: { type: 'string', default: 'aws' } },
  });
  const { account = '', partition } = values;
  if (!/^[0-9]{12}$/.test(account)) {
    throw new Error(`--account: expected an account id of twelve digits; received ${account || 'nothing'}`);
  }
  if (!/^aws(-[a-z]+)*$/.test(partition)) {
    throw new Error(
      `--partition: expected aws, aws-cn, aws-us-gov or the like; received ${partition || 'nothing'}`,
    );
  }
  return { accountId: account, partition };
}
