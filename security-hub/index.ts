/**
 * The entry point of the Lambda function `one-active-key-security-hub`; its clients are reused across
 * invocations.
 */

import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { SSMClient } from '@aws-sdk/client-ssm';
import { requireEnvironment } from '../aws/environment.ts';
import { environmentOf } from '../aws/function-arn.ts';
import { REQUEST_TIMEOUTS as requestHandler } from '../aws/timeouts.ts';
import { createSecurityHubHandler } from './handler.ts';

const ruleFunctionArn = requireEnvironment('RULE_FUNCTION_ARN', 'the ARN of the rule function');

/**
 * A reading of three findings a second, and one start of a runbook a second, are throttled often: so the SDK
 * tries longer.
 */
const settings = { maxAttempts: 8, requestHandler };

/** Invoked by EventBridge. */
export const handler = createSecurityHubHandler({
  securityhub: new SecurityHubClient(settings),
  config: new ConfigServiceClient(settings),
  iam: new IAMClient(settings),
  ssm: new SSMClient(settings),
  environment: environmentOf(ruleFunctionArn),
  ruleFunctionArn,
  automationRoleArn: requireEnvironment('AUTOMATION_ROLE_ARN', 'the ARN of the role of the runbooks'),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
