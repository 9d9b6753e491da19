/**
 * The entry point of the Lambda function `one-active-key-remediation`; its clients are reused across
 * invocations.
 */

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { requireEnvironment } from '../aws/environment.ts';
import { INVOCATION_TIMEOUTS, REQUEST_TIMEOUTS as requestHandler } from '../aws/timeouts.ts';
import { parseWholeNumber } from '../policy/parameters.ts';
import { createRemediationHandler } from './handler.ts';
import { AUTOMATIC_PER_DAY, NOTICE_DAYS } from './shared/automatic-limits.ts';
import { createTell } from './telling/tell.ts';

/** Invoked by the runbooks, and by the daily schedule. */
export const handler = createRemediationHandler({
  // A run makes a dozen calls, and the daily pass reads one user at a time: too few calls for the limiter of
  // the rule.
  iam: new IAMClient({ retryMode: 'adaptive', maxAttempts: 5, requestHandler }),
  iamWithoutRetries: new IAMClient({ maxAttempts: 1, requestHandler }),
  ledger: {
    dynamodb: new DynamoDBClient({ maxAttempts: 5, requestHandler }),
    tableName: requireEnvironment('LEDGER_TABLE', 'the name of the table of the ledger'),
  },
  ssm: new SSMClient({ maxAttempts: 5, requestHandler }),
  config: new ConfigServiceClient({ maxAttempts: 3, requestHandler }),
  configWithoutRetries: new ConfigServiceClient({ maxAttempts: 1, requestHandler }),
  ruleFunctionArn: requireEnvironment('RULE_FUNCTION_ARN', 'the ARN of the rule function'),
  automationRoleArn: requireEnvironment(
    'AUTOMATION_ROLE_ARN',
    'the ARN of the role one-active-key-automation',
  ),
  automatic: {
    noticeDays: parseWholeNumber(process.env, 'NOTICE_DAYS', NOTICE_DAYS),
    perDay: parseWholeNumber(process.env, 'AUTOMATIC_PER_DAY', AUTOMATIC_PER_DAY),
  },
  tell: createTell(
    new LambdaClient({ maxAttempts: 2, requestHandler: INVOCATION_TIMEOUTS }),
    process.env['NOTIFICATION_FUNCTION'],
  ),
  now: () => new Date(),
  uptime: () => performance.now(),
  randomId: randomUUID,
  wait: (milliseconds) => setTimeout(milliseconds),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
