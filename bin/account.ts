import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { createLimiter } from '../rule/aws/limiter.ts';
import { REQUEST_HANDLER } from '../rule/aws/patience.ts';
import type { Place } from '../rule/names.ts';
import { NoUsersError } from './errors.ts';
import { openSandbox } from './sandbox-account.ts';

/** Which account a command is about. */
export interface AccountOptions {
  /** An account in memory, in place of AWS. */
  readonly sandbox?: boolean;
  readonly profile?: string;
  readonly region?: string;
}

/** An account to look at and to act in, and its clock. */
export interface Account {
  readonly iam: IAMClient;
  /** Of the Region in which the stack is. */
  readonly config: () => ConfigServiceClient;
  /** Of the Region in which the stack is. */
  readonly ssm: () => SSMClient;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** IAM is global, and any Region of its partition leads to it; the SDK insists on one. */
const ANY_REGION = 'us-east-1';

/** Opens the account that the options name: credentials and endpoints are found where the SDK always finds them. */
export async function openAccount(
  { sandbox, profile, region }: AccountOptions,
  real: Pick<Account, 'now' | 'wait'>,
): Promise<Account> {
  if (sandbox) return openSandbox();
  if (profile) useProfile(profile);
  const known = region ?? (process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION']);
  const settings = { maxAttempts: 5, requestHandler: REQUEST_HANDLER };
  const regional = { ...settings, ...(known ? { region: known } : {}) };
  return {
    ...real,
    iam: new IAMClient({ ...settings, region: () => regionOf(regional), retryStrategy: createLimiter() }),
    config: () => new ConfigServiceClient(regional),
    ssm: () => new SSMClient(regional),
  };
}

/** The Region that the SDK finds, which tells the partition, too; where nobody named one, IAM does without. */
async function regionOf(settings: SSMClientConfig): Promise<string> {
  try {
    return await new SSMClient(settings).config.region();
  } catch {
    return ANY_REGION;
  }
}

/**
 * A profile that is named counts more than the environment, as with the AWS CLI. It is set in the environment, since the
 * SDK looks for an endpoint only there.
 */
function useProfile(profile: string): void {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    delete process.env[name];
  process.env['AWS_PROFILE'] = profile;
}

/** Whose account this is, as every user's ARN says; empty texts where there is no user. */
export async function ownerOf(iam: IAMClient): Promise<Omit<Place, 'region'>> {
  const { Users = [] } = await iam.send(new ListUsersCommand({ MaxItems: 1 }));
  const [, partition = '', , , accountId = ''] = (Users[0]?.Arn ?? '').split(':');
  return { partition, accountId };
}

/** Where the product is deployed in the account. Throws `NoUsersError` where the account has no user. */
export async function placeOf({ iam, ssm }: Account): Promise<Place> {
  const owner = await ownerOf(iam);
  if (!owner.accountId) throw new NoUsersError('The account has no IAM user.');
  return { ...owner, region: await ssm().config.region() };
}
