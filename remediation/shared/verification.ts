import type { IAMClient } from '@aws-sdk/client-iam';
import { type ListedUser, listAccessKeys, listUserTags } from '../../aws/iam-reads.ts';
import { activeKeysOf, type KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import { UnconfirmedError, UserVanishedError } from './errors.ts';

/**
 * The pauses before each look, in milliseconds. IAM is eventually consistent (IAM User Guide, "Troubleshooting IAM")
 * and usually there within seconds; two looks in a row must agree, so the fastest verification takes five seconds.
 */
const PAUSES = [2_000, 3_000, 5_000, 8_000, 13_000] as const;

/** How many looks in a row must agree: a single one may have met the one replica that is up to date. */
const AGREEING_LOOKS = 2;

/** What the verification needs. */
export interface VerificationServices {
  readonly iam: IAMClient;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The keys of a user that was there a moment ago; throws `UserVanishedError` where IAM does not know its name. */
export async function readKeys(iam: IAMClient, user: ListedUser): Promise<readonly KeyMetadata[]> {
  const keys = await listAccessKeys(iam, user.userName);
  if (keys === undefined) throw new UserVanishedError(user.userName);
  return keys;
}

/** The tags of a user that was there a moment ago; throws `UserVanishedError` where IAM does not know its name. */
export async function readTags(iam: IAMClient, user: ListedUser): Promise<Tags> {
  const tags = await listUserTags(iam, user.userName);
  if (tags === undefined) throw new UserVanishedError(user.userName);
  return tags;
}

/** What keys are to be; a key that was deleted is not Active, and so counts as Inactive, too. */
export interface ExpectedKeyStatus {
  readonly keys: readonly AccessKeyId[];
  readonly status: 'Active' | 'Inactive' | 'Deleted';
}

/**
 * Waits out IAM's eventual consistency until `keys` are as wished.
 *
 * Each look at the user's keys goes to `inspect` first, which may throw to end the verification. Throws
 * `UnconfirmedError` when the last looks do not agree.
 */
export async function verify(
  { iam, wait }: VerificationServices,
  user: ListedUser,
  wish: ExpectedKeyStatus,
  inspect: (keys: readonly KeyMetadata[]) => void = () => {},
): Promise<void> {
  let agreeing = 0;
  for (const pause of PAUSES) {
    await wait(pause);
    const keys = await readKeys(iam, user);
    inspect(keys);
    agreeing = isFulfilled(wish, keys) ? agreeing + 1 : 0;
    if (agreeing === AGREEING_LOOKS) return;
  }
  const seconds = PAUSES.reduce((sum, pause) => sum + pause, 0) / 1000;
  throw new UnconfirmedError(wish.keys, wish.status, seconds);
}

function isFulfilled({ keys: wished, status }: ExpectedKeyStatus, keys: readonly KeyMetadata[]): boolean {
  const seen = new Set((status === 'Deleted' ? keys : activeKeysOf(keys)).map((key) => key.id));
  return wished.every((key) => seen.has(key) === (status === 'Active'));
}
