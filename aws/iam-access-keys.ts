/** Reads access keys of IAM users: functions over an SDK client that return our types or throw. */

import {
  type AccessKeyMetadata,
  GetAccessKeyLastUsedCommand,
  type IAMClient,
  NoSuchEntityException,
  paginateListAccessKeys,
} from '@aws-sdk/client-iam';
import type { KeyMetadata, LastUse } from '../policy/access-key.ts';
import { type AccessKeyId, accessKeyId, type UserName } from '../policy/identifiers.ts';
import { AccessKeyGoneError } from './errors.ts';
import { assertMarker, unlessGone } from './iam-answers.ts';
import { required, requiredList, requiredText } from './required.ts';

/** All access keys of a user, in no particular order; undefined if there is no such user. */
export async function listAccessKeys(
  iam: IAMClient,
  name: UserName,
): Promise<readonly KeyMetadata[] | undefined> {
  return unlessGone(async () => {
    const keys: KeyMetadata[] = [];
    for await (const page of paginateListAccessKeys({ client: iam }, { UserName: name })) {
      assertMarker('ListAccessKeys', page);
      keys.push(...requiredList('ListAccessKeys.AccessKeyMetadata', page.AccessKeyMetadata).map(parseKey));
    }
    return keys;
  });
}

/**
 * The service name of a key that was never used; such a key has no date (API reference, AccessKeyLastUsed).
 */
const NEVER = 'N/A';

/**
 * The last use of a key of a user; null if AWS says explicitly that the key was never used.
 *
 * Throws `AccessKeyGoneError` if the user no longer has the key. IAM does not document its error for an
 * unknown key and was recorded to answer AccessDenied, as for a missing permission: only another listing of
 * the keys tells them apart.
 */
export async function getAccessKeyLastUse(
  iam: IAMClient,
  { userName, key }: KeyOfUser,
): Promise<LastUse | null> {
  try {
    return await readLastUse(iam, key);
  } catch (error) {
    if (!mayBeUnknownKey(error)) throw error;
    const keys = (await listAccessKeys(iam, userName)) ?? [];
    if (keys.some(({ id }) => id === key)) throw error;
    throw new AccessKeyGoneError(key, error);
  }
}

/** Reads; reads afresh once if somebody deleted a key of the user meanwhile. */
export async function againIfKeyGone<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AccessKeyGoneError)) throw error;
    return read();
  }
}

/** A key, and the name of the user that has it. */
export interface KeyOfUser {
  readonly userName: UserName;
  readonly key: AccessKeyId;
}

function mayBeUnknownKey(error: unknown): boolean {
  return error instanceof NoSuchEntityException || (error instanceof Error && error.name === 'AccessDenied');
}

async function readLastUse(iam: IAMClient, id: AccessKeyId): Promise<LastUse | null> {
  const answer = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: id }));
  const lastUsed = required('GetAccessKeyLastUsed.AccessKeyLastUsed', answer.AccessKeyLastUsed);
  if (lastUsed.LastUsedDate === undefined && lastUsed.ServiceName === NEVER) return null;
  return {
    at: required('GetAccessKeyLastUsed.LastUsedDate', lastUsed.LastUsedDate),
    service: lastUsed.ServiceName ?? '',
    region: lastUsed.Region ?? '',
  };
}

/**
 * The name of the user who owns a key; undefined if IAM names none. It then answers as it was recorded to for
 * a key that does not exist or is of another account, and as it does without the permission. Throws every
 * other error of AWS.
 */
export async function findAccessKeyOwner(iam: IAMClient, id: AccessKeyId): Promise<string | undefined> {
  try {
    const answer = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: id }));
    return answer.UserName;
  } catch (error) {
    if (mayBeUnknownKey(error)) return undefined;
    throw error;
  }
}

function parseKey(key: AccessKeyMetadata): KeyMetadata {
  return {
    id: accessKeyId(requiredText('ListAccessKeys.AccessKeyId', key.AccessKeyId)),
    status: requiredText('ListAccessKeys.Status', key.Status),
    createdAt: required('ListAccessKeys.CreateDate', key.CreateDate),
  };
}
