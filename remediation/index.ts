/** The Lambda function `one-active-key-remediation`: what lives as long as its process. */

import { setTimeout } from 'node:timers/promises';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { createRemediationHandler } from './handler.ts';

const { RULE_FUNCTION_ARN } = process.env;
if (!RULE_FUNCTION_ARN) {
  throw new Error(
    'environment variable RULE_FUNCTION_ARN: expected the ARN of the rule function; received nothing',
  );
}

/** Invoked by the runbooks. */
export const handler = createRemediationHandler({
  iam: new IAMClient({ retryMode: 'adaptive', maxAttempts: 5 }),
  config: new ConfigServiceClient({ maxAttempts: 3 }),
  configWithoutRetries: new ConfigServiceClient({ maxAttempts: 1 }),
  ruleFunctionArn: RULE_FUNCTION_ARN,
  now: () => new Date(),
  wait: (milliseconds) => setTimeout(milliseconds),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
