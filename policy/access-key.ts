import type { AccessKeyId } from './identifiers.ts';

/** An access key as ListAccessKeys shows it. */
export interface KeyMetadata {
  readonly id: AccessKeyId;
  /** The API's value, verbatim: `Active`, `Inactive`, `Expired`, or one that AWS may add. */
  readonly status: string;
  readonly createdAt: Date;
}

/** The last use of a key, as GetAccessKeyLastUsed returns it. */
export interface LastUse {
  readonly at: Date;
  readonly service: string;
  readonly region: string;
}

/** An access key with its last use; `null` means that the key was never used. */
export interface AccessKey extends KeyMetadata {
  readonly lastUse: LastUse | null;
}

/** Whether a key can sign requests: only the status `Active` counts, whatever other values the API has. */
export function isActive({ status }: Pick<KeyMetadata, 'status'>): boolean {
  return status === 'Active';
}

/** The keys that can sign requests. */
export function activeKeysOf<Key extends Pick<KeyMetadata, 'status'>>(keys: readonly Key[]): readonly Key[] {
  return keys.filter(isActive);
}

/** An access key that was used at least once. */
export interface UsedAccessKey extends AccessKey {
  readonly lastUse: LastUse;
}
