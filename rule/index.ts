/** The entry point of the Lambda function `one-active-key-rule`; its clients are reused across invocations. */

import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { createLimiter } from '../aws/limiter.ts';
import { RETRIES } from '../aws/pace.ts';
import { REQUEST_TIMEOUTS } from '../aws/timeouts.ts';
import { createRuleHandler } from './handler.ts';

const settings = { ...RETRIES, requestHandler: REQUEST_TIMEOUTS };

/** Invoked by AWS Config. */
export const handler = createRuleHandler({
  iam: new IAMClient({ ...settings, retryStrategy: createLimiter() }),
  config: new ConfigServiceClient(settings),
  now: () => new Date(),
  deadlineIn: (milliseconds) => AbortSignal.timeout(milliseconds),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
