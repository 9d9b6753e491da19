/** The only writes to IAM in the project: a key's status, and our own tags on a user. */

import {
  type IAMClient,
  type StatusType,
  TagUserCommand,
  UntagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { AccessKeyId, UserName } from '../../rule/policy/identifiers.ts';
import type { Tags } from '../../rule/policy/tags.ts';

/** Sets a key to Active or Inactive; setting it to what it is already changes nothing. */
export async function updateAccessKey(
  iam: IAMClient,
  user: UserName,
  key: AccessKeyId,
  status: Exclude<StatusType, 'Expired'>,
): Promise<void> {
  await iam.send(new UpdateAccessKeyCommand({ UserName: user, AccessKeyId: key, Status: status }));
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
