/** The errors of a deletion: each says what happened and in which state the run leaves the user. */

import type { AccessKeyId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';

/** A deletion failed; the message has the cause, the deleted keys and the key that may be deleted. */
export class DeletionError extends Error {
  override readonly name = 'DeletionError';

  constructor(cause: unknown, deleted: readonly AccessKeyId[], unsure: AccessKeyId | undefined) {
    super(`${describeError(cause)}. ${describeDeletion(deleted, unsure)}. Start again`, { cause });
  }
}

function describeDeletion(deleted: readonly AccessKeyId[], unsure: AccessKeyId | undefined): string {
  const sentences: string[] = [];
  if (deleted.length > 0) sentences.push(`This run deleted ${deleted.join(', ')}`);
  if (unsure) sentences.push(`${unsure} may be deleted or not`);
  return sentences.join('; ') || 'This run deleted no key';
}
