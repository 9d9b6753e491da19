import { ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsEnvironment } from '../../product/names.ts';
import { clean } from '../formats/clean.ts';
import { type Account, readEnvironment } from './account.ts';

/** The account in which a command acts, and who acts. */
export interface Identity extends AwsEnvironment {
  /** Empty if the account has no alias; undefined if that could not be read. */
  readonly accountAlias: string | undefined;
  /** The ARN of the caller; undefined if it could not be read. */
  readonly operator: string | undefined;
}

/**
 * Reads the account, its alias, and the caller. An alias and a caller that cannot be read stop no act, since
 * an undo may be urgent. Throws `NoUsersError` if the account has no user, and the errors of AWS for the
 * rest.
 */
export async function readIdentity(account: Account): Promise<Identity> {
  const environment = await readEnvironment(account);
  const [accountAlias, operator] = await Promise.all([readAccountAlias(account), readOperator(account)]);
  return { ...environment, accountAlias, operator };
}

async function orUndefined<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

/** The alias of an account; empty if it has none, undefined if it cannot be read. */
export function readAccountAlias(account: Account): Promise<string | undefined> {
  return orUndefined(() => readAlias(account));
}

/** The ARN of the caller; undefined if it cannot be read. */
export function readOperator(account: Account): Promise<string | undefined> {
  return orUndefined(() => readCaller(account));
}

/** An account has one alias at most (API reference, ListAccountAliases). */
async function readAlias({ iam }: Account): Promise<string> {
  const { AccountAliases: [alias = ''] = [] } = await iam.send(new ListAccountAliasesCommand({}));
  return alias;
}

/** Every caller may ask who it is, whatever its policies say (API reference, GetCallerIdentity). */
async function readCaller({ sts }: Account): Promise<string | undefined> {
  const { Arn } = await sts().send(new GetCallerIdentityCommand({}));
  return Arn;
}

/** The account, its Region and the caller, as the question before an act names them. */
export function describeIdentity({ accountId, accountAlias, region, operator }: Identity): string {
  const alias = accountAlias === '' ? 'no alias' : `alias ${accountAlias ?? 'unknown'}`;
  return clean(`Account ${accountId} (${alias}), Region ${region}, operator ${operator ?? 'unknown'}.`);
}
