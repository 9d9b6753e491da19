/** What all reads of IAM share. Nothing in this folder writes to IAM. */

import { NoSuchEntityException } from '@aws-sdk/client-iam';
import { requiredText } from './required.ts';

/**
 * The SDK's paginators stop at a page without a marker: a truncated list would be taken for a complete one.
 */
export function assertMarker(
  operation: string,
  page: { IsTruncated?: boolean | undefined; Marker?: string | undefined },
): void {
  if (page.IsTruncated) requiredText(`${operation}.Marker`, page.Marker);
}

/** The answer of a read, or undefined if IAM knows no such user or key. */
export async function unlessGone<Answer>(read: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}
