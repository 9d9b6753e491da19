import { AwsError, AwsErrorWithMembers } from '../api.ts';
import type { Item } from './item.ts';

/** The error of DynamoDB for a request that it does not accept. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The error for a table that does not exist. */
export function noSuchTable(): AwsError {
  return new AwsError('ResourceNotFoundException', 'Requested resource not found');
}

/** The message for a condition that is not met (API reference, TransactWriteItems). */
export const CONDITION_FAILED = 'The conditional request failed';

/**
 * The error for a condition that is not met; it has the item only if the request asks for it and the item
 * exists.
 */
export function conditionFailed(item: Item | undefined): AwsError {
  const members = item ? { Item: item } : {};
  return new AwsErrorWithMembers('ConditionalCheckFailedException', CONDITION_FAILED, members);
}

/**
 * The outcome of one action of a cancelled transaction; its code is `None` if the action could have been
 * performed.
 */
export interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: Item;
}

/** The error for a transaction of which at least one action cannot be performed. */
export function transactionCancelled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  const members = { CancellationReasons: reasons };
  return new AwsErrorWithMembers('TransactionCanceledException', message, members);
}

/**
 * Throws a plain `Error` for a member that the sandbox does not support, so that nobody takes its silence for
 * the answer of AWS.
 */
export function refuseUnsupported(operation: string, request: object, supported: readonly string[]): void {
  const present = Object.entries(request).filter(
    ([name, value]) => value != null && !DEFAULTS.includes(`${name}=${value}`),
  );
  const unsupported = present.map(([name]) => name).filter((name) => !supported.includes(name));
  if (unsupported.length === 0) return;
  throw new Error(
    `The sandbox supports only ${supported.join(', ')} in ${operation}; received ${unsupported.join(', ')}`,
  );
}

/** The values that have the same effect as an absent member. */
const DEFAULTS = ['ReturnConsumedCapacity=NONE', 'ReturnItemCollectionMetrics=NONE'];
