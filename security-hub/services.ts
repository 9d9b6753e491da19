import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { AwsEnvironment } from '../product/names.ts';

/** The clients of the function, and where it runs; created once per process. */
export interface SecurityHubServices {
  readonly securityhub: SecurityHubClient;
  readonly config: ConfigServiceClient;
  readonly iam: IAMClient;
  readonly ssm: SSMClient;
  readonly environment: AwsEnvironment;
  readonly ruleFunctionArn: string;
  /** The role with which the runbooks run. */
  readonly automationRoleArn: string;
}
