/** The Lambda function `one-active-key-remediation`: what lives as long as its process. */

import { setTimeout } from 'node:timers/promises';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { requireEnvironment } from '../rule/environment.ts';
import { createRemediationHandler } from './handler.ts';

/** Invoked by the runbooks, and by the schedule of deletions. */
export const handler = createRemediationHandler({
  iam: new IAMClient({ retryMode: 'adaptive', maxAttempts: 5 }),
  ssm: new SSMClient({ maxAttempts: 5 }),
  config: new ConfigServiceClient({ maxAttempts: 3 }),
  configWithoutRetries: new ConfigServiceClient({ maxAttempts: 1 }),
  ruleFunctionArn: requireEnvironment('RULE_FUNCTION_ARN', 'the ARN of the rule function'),
  now: () => new Date(),
  wait: (milliseconds) => setTimeout(milliseconds),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
