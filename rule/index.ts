/**
 * The entry point of the Lambda function `one-active-key-rule`; its clients are reused across invocations.
 */

import { randomUUID } from 'node:crypto';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { requireBoolean } from '../aws/environment.ts';
import { createLimiter } from '../aws/limiter.ts';
import { RETRIES } from '../aws/pace.ts';
import { REQUEST_TIMEOUTS } from '../aws/timeouts.ts';
import type { NotingLedger } from '../ledger/evaluations/rule-item.ts';
import { createRuleHandler } from './handler.ts';

const settings = { ...RETRIES, requestHandler: REQUEST_TIMEOUTS };

/** A stack that neither remediates nor evaluates changes has no table. */
function optionalLedger(tableName: string | undefined): NotingLedger | undefined {
  if (!tableName) return undefined;
  const dynamodb = new DynamoDBClient({ maxAttempts: 5, requestHandler: REQUEST_TIMEOUTS });
  return { ledger: { dynamodb, tableName }, randomId: () => randomUUID() };
}

/** Invoked by AWS Config. */
export const handler = createRuleHandler({
  iam: new IAMClient({ ...settings, retryStrategy: createLimiter() }),
  config: new ConfigServiceClient(settings),
  notes: optionalLedger(process.env['LEDGER_TABLE']),
  isWatching: requireBoolean('TELLS_OWNERS'),
  now: () => new Date(),
  deadlineIn: (milliseconds) => AbortSignal.timeout(milliseconds),
  log: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
});
