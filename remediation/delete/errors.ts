/** The errors of a deletion: each says what happened and in which state the run leaves the user. */

import type { AccessKeyId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';

/** A deletion failed; the message has the cause, the keys that are deleted and the keys that may be deleted. */
export class DeletionError extends Error {
  override readonly name = 'DeletionError';

  constructor(cause: unknown, deleted: readonly AccessKeyId[], unsure: readonly AccessKeyId[]) {
    super(`${describeError(cause)}. ${describeDeletion(deleted, unsure)}. Start again`, { cause });
  }
}

function describeDeletion(deleted: readonly AccessKeyId[], unsure: readonly AccessKeyId[]): string {
  const sentences: string[] = [];
  if (deleted.length > 0) sentences.push(`This run deleted ${deleted.join(', ')}`);
  if (unsure.length > 0) sentences.push(`${unsure.join(', ')} may be deleted or not`);
  return sentences.join('; ') || 'This run deleted no key';
}
