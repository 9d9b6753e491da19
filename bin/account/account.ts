import type { AccountClient } from '@aws-sdk/client-account';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { type IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Ledger } from '../../ledger/table.ts';
import type { AwsEnvironment } from '../../product/names.ts';
import { NoUsersError } from '../command-line/errors.ts';
import { isDenied } from './denied.ts';

/** The account that a command works on. */
export interface AccountOptions {
  /** Works on an account in memory instead of AWS. */
  readonly sandbox?: boolean;
  /** The file that keeps this account between commands. */
  readonly sandboxFile?: string;
  readonly profile?: string;
  readonly region?: string;
  /** The table of the ledger: its name or its ARN, or `deployed` for that of the deployed stack. */
  readonly ledgerTable?: string | undefined;
}

/** The partition and the id of an account. */
export type AccountOwner = Omit<AwsEnvironment, 'region'>;

/** An account that a command works on, and its clock. */
export interface Account {
  /** Known without a call if the account was named. */
  readonly owner?: AccountOwner;
  readonly iam: IAMClient;
  /** A client for the Region of the stack. */
  readonly config: () => ConfigServiceClient;
  /** A client for the Region of the stack. */
  readonly ssm: () => SSMClient;
  /** A client for the Region of the stack. */
  readonly sts: () => STSClient;
  /**
   * A client for a Region, with the pace of lookups (aws/event-history.ts); loaded on demand, since few
   * commands need it.
   */
  readonly cloudTrailIn: (region: string) => Promise<CloudTrailClient>;
  /** A client of Account Management, which has one endpoint for a partition; loaded on demand. */
  readonly accountManagement: () => Promise<AccountClient>;
  /** Undefined if no table is given. */
  readonly ledger: Ledger | undefined;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * The partition and the id of the account; if it was not named, from the ARN of its first user, and empty
 * strings if it has no user. Whoever may not list users is asked for by STS, which answers every caller (API
 * reference, GetCallerIdentity).
 */
export async function readOwner({ owner, iam, sts }: Account): Promise<AccountOwner> {
  if (owner) return owner;
  try {
    const { Users = [] } = await iam.send(new ListUsersCommand({ MaxItems: 1 }));
    return ownerIn(Users[0]?.Arn);
  } catch (error) {
    if (!isDenied(error)) throw error;
    const caller = await sts()
      .send(new GetCallerIdentityCommand({}))
      .catch(() => undefined);
    if (caller?.Arn === undefined) throw error;
    return ownerIn(caller.Arn);
  }
}

function ownerIn(arn = ''): AccountOwner {
  const [, partition = '', , , accountId = ''] = arn.split(':');
  return { partition, accountId };
}

/**
 * The account and the Region in which the product is deployed. Throws `NoUsersError` if the account was not
 * named and has no user.
 */
export async function readEnvironment(account: Account): Promise<AwsEnvironment> {
  const owner = await readOwner(account);
  if (!owner.accountId) throw new NoUsersError('The account has no IAM user.');
  return { ...owner, region: await account.ssm().config.region() };
}
