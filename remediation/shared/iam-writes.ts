/** The only writes to IAM in the project: a key's status, its deletion, and our own tags on a user. */

import {
  DeleteAccessKeyCommand,
  type IAMClient,
  IAMServiceException,
  type StatusType,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { AccessKeyId, UserName } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';

/** Sets a key to Active or Inactive; setting it to what it is already changes nothing. */
export async function updateAccessKey(
  iam: IAMClient,
  user: UserName,
  key: AccessKeyId,
  status: Exclude<StatusType, 'Expired'>,
): Promise<void> {
  await iam.send(new UpdateAccessKeyCommand({ UserName: user, AccessKeyId: key, Status: status }));
}

/** Deletes a key, which nobody can bring back; throws `NoSuchEntityException` where it is gone already. */
export async function deleteAccessKey(iam: IAMClient, user: UserName, key: AccessKeyId): Promise<void> {
  await iam.send(new DeleteAccessKeyCommand({ UserName: user, AccessKeyId: key }));
}

/**
 * True where the one attempt at a write was answered with a refusal. A lost answer, a server error or a refusal after
 * a retry leaves open whether an attempt took effect.
 */
export function isCertainlyRefused(error: unknown): boolean {
  return error instanceof IAMServiceException && error.$fault === 'client' && error.$metadata.attempts === 1;
}

/** Adds tags to a user, all or none; IAM allows 50. */
export async function tagUser(iam: IAMClient, user: UserName, tags: Tags): Promise<void> {
  const list = Array.from(tags, ([Key, Value]) => ({ Key, Value }));
  await iam.send(new TagUserCommand({ UserName: user, Tags: list }));
}

/** Removes tags from a user; a tag that is not there is no error. */
export async function untagUser(iam: IAMClient, user: UserName, keys: readonly string[]): Promise<void> {
  await iam.send(new UntagUserCommand({ UserName: user, TagKeys: [...keys] }));
}
