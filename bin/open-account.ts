import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient, type SSMClientConfig } from '@aws-sdk/client-ssm';
import { createLimiter } from '../aws/limiter.ts';
import { REQUEST_TIMEOUTS } from '../aws/timeouts.ts';
import type { Account, AccountOptions } from './account.ts';
import { openSandbox } from './sandbox-account.ts';

/** IAM is global, and any Region of the partition leads to it; the SDK requires one. */
const ANY_REGION = 'us-east-1';

/** Opens the account that the options name; the SDK looks up credentials and endpoints in its usual order. */
export async function openAccount(
  { sandbox, profile, region, ledgerTable }: AccountOptions,
  clock: Pick<Account, 'now' | 'wait'>,
): Promise<Account> {
  if (sandbox) return openSandbox();
  if (profile) useProfile(profile);
  const givenRegion = region ?? (process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION']);
  const settings = { maxAttempts: 5, requestHandler: REQUEST_TIMEOUTS };
  const regionalSettings = { ...settings, ...(givenRegion ? { region: givenRegion } : {}) };
  return {
    ...clock,
    iam: new IAMClient({
      ...settings,
      region: () => regionOf(regionalSettings),
      retryStrategy: createLimiter(),
    }),
    config: () => new ConfigServiceClient(regionalSettings),
    ssm: () => new SSMClient(regionalSettings),
    ledger: ledgerTable
      ? { dynamodb: new DynamoDBClient(regionalSettings), tableName: ledgerTable }
      : undefined,
  };
}

/** The Region that the SDK finds, which also determines the partition; `ANY_REGION` if none is configured. */
async function regionOf(settings: SSMClientConfig): Promise<string> {
  try {
    return await new SSMClient(settings).config.region();
  } catch {
    return ANY_REGION;
  }
}

/**
 * A profile given as an option takes precedence over the environment, as with the AWS CLI. It is set in the environment,
 * because the SDK looks for the profile's endpoint only there.
 */
function useProfile(profile: string): void {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    delete process.env[name];
  process.env['AWS_PROFILE'] = profile;
}
