/**
 * The entry point of the Lambda function `one-active-key-notification`; its clients are reused across
 * invocations.
 */

import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { requireEnvironment } from '../aws/environment.ts';
import { REQUEST_TIMEOUTS as requestHandler } from '../aws/timeouts.ts';
import type { Ledger } from '../ledger/table.ts';
import { readDelivery } from './delivery.ts';
import { createNotificationHandler } from './handler.ts';
import { createUserNames } from './user-names.ts';

const iam = new IAMClient({ retryMode: 'adaptive', maxAttempts: 3, requestHandler });
const now = () => new Date();

/** Only a stack with a digest has a table for this function. */
function optionalLedger(tableName: string | undefined): Ledger | undefined {
  return tableName
    ? { dynamodb: new DynamoDBClient({ maxAttempts: 5, requestHandler }), tableName }
    : undefined;
}

/** Invoked by the remediation function, by EventBridge, and by Lambda as an on-failure destination. */
export const handler = createNotificationHandler({
  iam,
  findUserName: createUserNames(iam, now),
  ownerTag: requireEnvironment('OWNER_TAG', 'the key of the tag that names the owner of a user'),
  rolePath: requireEnvironment('ROLE_PATH', 'the path of the roles, / if they have none'),
  sns: new SNSClient({ maxAttempts: 3, requestHandler }),
  notificationTopicArn: process.env['NOTIFICATION_TOPIC_ARN'] ?? '',
  chatTopicArn: process.env['CHAT_TOPIC_ARN'] ?? '',
  delivery: readDelivery(),
  ledger: optionalLedger(process.env['LEDGER_TABLE']),
  now,
  randomId: () => randomUUID(),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
