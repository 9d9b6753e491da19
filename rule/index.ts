/** The Lambda function `one-active-key-rule`: what lives as long as its process. */

import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { createRuleHandler } from './handler.ts';

/** Adaptive: the SDK slows down by itself when AWS throttles, which in IAM is the whole account's limit. */
const retries = { retryMode: 'adaptive', maxAttempts: 8 };

/** Invoked by AWS Config. */
export const handler = createRuleHandler({
  iam: new IAMClient(retries),
  config: new ConfigServiceClient(retries),
  now: () => new Date(),
  deadlineIn: (milliseconds) => AbortSignal.timeout(milliseconds),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
