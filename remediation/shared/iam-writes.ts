/**
 * All writes to IAM in the project: the status of a key, the deletion of a key, and the tags of an exemption.
 * Only `live/test-user.ts` has writes of its own, to the test user that it makes; it is deployed nowhere.
 */

import {
  DeleteAccessKeyCommand,
  type IAMClient,
  IAMServiceException,
  type StatusType,
  TagUserCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { AccessKeyId, UserName } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';

/** A key, its user, and the status that the key is to have. */
export interface KeyStatusChange {
  readonly userName: UserName;
  readonly key: AccessKeyId;
  readonly status: Exclude<StatusType, 'Expired'>;
}

/** Sets a key to Active or Inactive; a key that has this status already keeps it, without an error. */
export async function updateAccessKey(
  iam: IAMClient,
  { userName, key, status }: KeyStatusChange,
): Promise<void> {
  await iam.send(new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: key, Status: status }));
}

/** Deletes a key, which cannot be undone; throws `NoSuchEntityException` if the key does not exist. */
export async function deleteAccessKey(iam: IAMClient, user: UserName, key: AccessKeyId): Promise<void> {
  await iam.send(new DeleteAccessKeyCommand({ UserName: user, AccessKeyId: key }));
}

/** Adds tags to a user, all or none; IAM allows 50 tags on a user. */
export async function tagUser(iam: IAMClient, user: UserName, tags: Tags): Promise<void> {
  const list = Array.from(tags, ([Key, Value]) => ({ Key, Value }));
  await iam.send(new TagUserCommand({ UserName: user, Tags: list }));
}

/**
 * What a failed attempt at a write says about its effect. `throttled`: none, and a further attempt may
 * succeed. `refused`: none, and a further attempt would be refused, too. `unknown`: the answer was lost, or
 * IAM had an error of its own.
 */
export type FailedWrite = 'throttled' | 'refused' | 'unknown';

/** Classifies the error of one attempt at a write, of a client that does not retry. */
export function classifyFailedWrite(error: unknown): FailedWrite {
  if (!(error instanceof IAMServiceException) || error.$fault !== 'client') return 'unknown';
  return /Throttl|RequestLimitExceeded/.test(error.name) ? 'throttled' : 'refused';
}
