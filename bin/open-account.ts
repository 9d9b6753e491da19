import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { createLimiter } from '../aws/limiter.ts';
import { REQUEST_TIMEOUTS } from '../aws/timeouts.ts';
import type { Account, AccountOptions } from './account.ts';
import { openSandbox } from './sandbox-account.ts';

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
  const settings = { maxAttempts: 5, requestHandler: REQUEST_TIMEOUTS };
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
