import { isDeepStrictEqual } from 'node:util';
import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../api.ts';
import type { VirtualClock } from '../clock.ts';

/** The tokens of the transactions that were performed, by which DynamoDB recognizes a repeated request. */
export interface TransactionTokens {
  /**
   * Whether the request was performed before; throws DynamoDB's error if its token belongs to another
   * request.
   */
  isRepeated(request: TransactWriteItemsCommandInput): boolean;
  /**
   * Remembers a request that was performed. A cancelled one is not remembered: its repetition is a new
   * attempt.
   */
  remember(request: TransactWriteItemsCommandInput): void;
}

/** How long a token is remembered: 10 minutes (API reference, TransactWriteItems: ClientRequestToken). */
const REMEMBERED_MS = 10 * 60 * 1000;

interface Performed {
  readonly request: unknown;
  readonly at: number;
}

/** Creates the tokens of an account: none. */
export function createTransactionTokens(clock: VirtualClock): TransactionTokens {
  const performed = new Map<string, Performed>();
  const now = (): number => clock.now().getTime();
  return {
    isRepeated(request) {
      const earlier = performed.get(request.ClientRequestToken ?? '');
      if (!earlier || now() - earlier.at >= REMEMBERED_MS) return false;
      if (isDeepStrictEqual(earlier.request, asSent(request))) return true;
      throw mismatch();
    },
    remember(request) {
      if (!request.ClientRequestToken) return;
      performed.set(request.ClientRequestToken, { request: asSent(request), at: now() });
    },
  };
}

/** The request as the SDK sends it: without members that are `undefined`. */
function asSent(request: TransactWriteItemsCommandInput): unknown {
  return JSON.parse(JSON.stringify(request));
}

/** AWS publishes no message; this is the first sentence of its documentation of the error. */
function mismatch(): AwsError {
  return new AwsError(
    'IdempotentParameterMismatchException',
    'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
  );
}
