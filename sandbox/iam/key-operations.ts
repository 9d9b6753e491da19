import { createHash } from 'node:crypto';
import type {
  AccessKeyMetadata,
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  DeleteAccessKeyRequest,
  GetAccessKeyLastUsedRequest,
  GetAccessKeyLastUsedResponse,
  ListAccessKeysRequest,
  ListAccessKeysResponse,
  UpdateAccessKeyRequest,
} from '@aws-sdk/client-iam';
import { AwsError, type Operations } from '../api.ts';
import { iamPage } from './iam-page.ts';
import { denyUnknownKey, keyOf, refuseKey, userOf } from './refusals.ts';
import type { IamService } from './service.ts';
import { type KeyState, type UserState, withKey, withoutKey } from './user-state.ts';

/** IAM's operations on access keys. */
export function keyOperations(iam: IamService): Operations {
  return { ...keyReads(iam), ...keyWrites(iam) };
}

function keyReads(iam: IamService): Operations {
  return {
    ListAccessKeys: (request: ListAccessKeysRequest): ListAccessKeysResponse => {
      const user = userOf(iam.users.read(), request.UserName);
      const { items, more } = iamPage(iam, request, { items: user.keys, orderOf: arbitraryOrder });
      return { AccessKeyMetadata: items.map((key) => toMetadata(user, key)), ...more };
    },
    GetAccessKeyLastUsed: ({
      AccessKeyId = '',
    }: GetAccessKeyLastUsedRequest): GetAccessKeyLastUsedResponse => {
      const user = iam.users.read().owning(AccessKeyId) ?? refuseUnknownKey(iam, AccessKeyId);
      return { UserName: user.userName, AccessKeyLastUsed: toLastUsed(keyOf(user, AccessKeyId)) };
    },
  };
}

function keyWrites(iam: IamService): Operations {
  return {
    UpdateAccessKey: ({ UserName, AccessKeyId, Status }: UpdateAccessKeyRequest) => {
      const user = userOf(iam.users.latest(), UserName);
      const { accessKeyId } = keyOf(user, AccessKeyId);
      iam.users.put(withKey(user, accessKeyId, { status: settableStatus(Status) }));
      return {};
    },
    DeleteAccessKey: ({ UserName, AccessKeyId }: DeleteAccessKeyRequest) => {
      const user = userOf(iam.users.latest(), UserName);
      iam.users.put(withoutKey(user, keyOf(user, AccessKeyId).accessKeyId));
      return {};
    },
    CreateAccessKey: ({ UserName }: CreateAccessKeyRequest) => createAccessKey(iam, UserName),
  };
}

/**
 * The number of access keys that a user may have, active or inactive (IAM and STS quotas, not adjustable).
 */
const KEY_LIMIT = 2;

function createAccessKey(iam: IamService, userName: string | undefined): CreateAccessKeyResponse {
  const user = userOf(iam.users.latest(), userName);
  if (user.keys.length >= KEY_LIMIT) {
    const message = `Cannot exceed quota for AccessKeysPerUser: ${KEY_LIMIT}`;
    throw new AwsError('LimitExceededException', message, 409);
  }
  const key: KeyState = {
    accessKeyId: iam.identifiers.accessKeyId(),
    status: 'Active',
    createdAt: iam.clock.now(),
  };
  iam.users.put({ ...user, keys: [...user.keys, key] });
  const { UserName, AccessKeyId, Status, CreateDate } = toMetadata(user, key);
  return { AccessKey: { UserName, AccessKeyId, Status, CreateDate, SecretAccessKey: 'none' } };
}

function refuseUnknownKey({ unknownKeyError }: IamService, accessKeyId: string): never {
  return unknownKeyError === 'AccessDenied' ? denyUnknownKey(accessKeyId) : refuseKey(accessKeyId);
}

/**
 * API reference of UpdateAccessKey: only Active and Inactive can be set, though the model's type has Expired
 * too.
 */
function settableStatus(status: string | undefined): 'Active' | 'Inactive' {
  if (status === 'Active' || status === 'Inactive') return status;
  throw new AwsError('InvalidInputException', `The status must be Active or Inactive; received ${status}`);
}

/**
 * AWS documents no order of access keys; this order follows neither date nor id, so that no caller can rely
 * on one.
 */
function arbitraryOrder({ accessKeyId }: KeyState): string {
  return createHash('sha256').update(accessKeyId).digest('hex');
}

function toMetadata({ userName }: UserState, key: KeyState) {
  return {
    UserName: userName,
    AccessKeyId: key.accessKeyId,
    Status: key.status,
    CreateDate: key.createdAt,
  } satisfies AccessKeyMetadata;
}

/**
 * A key that was never used has no date, and `N/A` as service and region (API reference, AccessKeyLastUsed).
 */
function toLastUsed({ lastUsed }: KeyState): GetAccessKeyLastUsedResponse['AccessKeyLastUsed'] {
  if (!lastUsed) return { LastUsedDate: undefined, ServiceName: 'N/A', Region: 'N/A' };
  return { LastUsedDate: lastUsed.at, ServiceName: lastUsed.service, Region: lastUsed.region };
}
