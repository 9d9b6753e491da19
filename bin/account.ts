import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { automationRoleArn } from '../remediation/services.ts';
import { openSandbox } from './sandbox-account.ts';
import { UsageError } from './usage-error.ts';

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
  readonly ssm: () => SSMClient;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** IAM is global, and any Region leads to it; the SDK insists on one. */
const ANY_REGION = 'us-east-1';

/** Opens the account that the options name: credentials and endpoints are found where the SDK always finds them. */
export async function openAccount(
  { sandbox, profile, region }: AccountOptions,
  real: Pick<Account, 'now' | 'wait'>,
): Promise<Account> {
  if (sandbox) return openSandbox();
  const known = region ?? (process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION']);
  const settings = { ...(profile ? { profile } : {}), maxAttempts: 5 };
  return {
    ...real,
    iam: new IAMClient({ ...settings, region: known ?? ANY_REGION, retryMode: 'adaptive' }),
    ssm: () => new SSMClient({ ...settings, ...(known ? { region: known } : {}) }),
  };
}

/** Which account this is, as every user's ARN says; empty texts where there is no user. */
export async function placeOf(iam: IAMClient): Promise<{ partition: string; accountId: string }> {
  const { Users = [] } = await iam.send(new ListUsersCommand({ MaxItems: 1 }));
  const [, partition = '', , , accountId = ''] = (Users[0]?.Arn ?? '').split(':');
  return { partition, accountId };
}

/** The automation role of the fixed name in the account. */
export async function findAutomationRole(iam: IAMClient): Promise<string> {
  const place = await placeOf(iam);
  if (!place.accountId) throw new UsageError('expected an account with users; received one without');
  return automationRoleArn(place);
}
