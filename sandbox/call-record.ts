import { AwsError, type Call } from './api.ts';
import { toSdkException } from './exceptions.ts';

/** One attempt of a request, and its outcome. */
export interface CallRecord extends Call {
  /** `ok`, the name of the error that the caller received, or `pending` until there is an answer. */
  readonly outcome: string;
  /** When the attempt reached the service. */
  readonly at: Date;
}

/** The record of an attempt whose outcome is still to come. */
export type PendingRecord = { -readonly [Field in keyof CallRecord]: CallRecord[Field] };

/** Notes the outcome of an attempt in its record, and gives the answer or the error the form of the SDK. */
export async function recordOutcome(
  record: PendingRecord,
  requestId: string,
  attempt: () => Promise<object>,
): Promise<object> {
  try {
    const output = await attempt();
    record.outcome = 'ok';
    return { $metadata: { httpStatusCode: 200, requestId }, ...structuredClone(output) };
  } catch (error) {
    record.outcome = error instanceof Error ? error.name : String(error);
    throw error instanceof AwsError ? toSdkException(record.service, error, requestId) : error;
  }
}
