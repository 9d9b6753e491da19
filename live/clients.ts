import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { REQUEST_TIMEOUTS } from '../aws/timeouts.ts';

/** The clients that the questions need. */
export interface LiveClients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly ssm: SSMClient;
  /** For the Region in which IAM's events are recorded. */
  readonly cloudTrailIn: (region: string) => CloudTrailClient;
}

/** The access key of a caller; it is kept in memory only. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Where the clients lead; absent: to AWS, as the SDK finds it in its usual order. */
export interface Target {
  readonly endpoint?: string;
  readonly region?: string;
  /** How often a call is attempted. */
  readonly maxAttempts?: number;
}

/** Clients of a caller; without credentials, those that the SDK finds in its usual order. */
export function connect(target: Target, credentials?: Credentials): LiveClients {
  const settings = {
    maxAttempts: 5,
    ...target,
    ...(credentials ? { credentials } : {}),
    requestHandler: REQUEST_TIMEOUTS,
  };
  return {
    iam: new IAMClient(settings),
    sts: new STSClient(settings),
    ssm: new SSMClient(settings),
    cloudTrailIn: (region) => new CloudTrailClient({ ...settings, region }),
  };
}
