/**
 * The entry point of the Lambda function `one-active-key-reevaluation`; its clients are reused across
 * invocations.
 */

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { requireEnvironment } from '../aws/environment.ts';
import { REQUEST_TIMEOUTS as requestHandler } from '../aws/timeouts.ts';
import { createReevaluationHandler } from './handler.ts';

/** Invoked by EventBridge and by EventBridge Scheduler. */
export const handler = createReevaluationHandler({
  config: new ConfigServiceClient({ maxAttempts: 3, requestHandler }),
  configWithoutRetries: new ConfigServiceClient({ maxAttempts: 1, requestHandler }),
  schedulerWithoutRetries: new SchedulerClient({ maxAttempts: 1, requestHandler }),
  ruleFunctionArn: requireEnvironment('RULE_FUNCTION_ARN', 'the ARN of the rule function'),
  schedulerRoleArn: requireEnvironment('SCHEDULER_ROLE_ARN', 'the ARN of the role one-active-key-scheduler'),
  ledger: {
    dynamodb: new DynamoDBClient({ maxAttempts: 5, requestHandler }),
    tableName: requireEnvironment('LEDGER_TABLE', 'the name of the table of the ledger'),
  },
  now: () => new Date(),
  wait: (milliseconds) => setTimeout(milliseconds),
  randomId: () => randomUUID(),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
