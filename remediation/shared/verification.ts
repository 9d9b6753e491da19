import type { IAMClient } from '@aws-sdk/client-iam';
import { listAccessKeys } from '../../aws/iam-access-keys.ts';
import { type ListedUser, readTagsOf } from '../../aws/iam-users.ts';
import { activeKeysOf, type KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import { UnconfirmedError, UserVanishedError } from './errors.ts';

/**
 * The pause before each read, in milliseconds. IAM is eventually consistent (IAM User Guide, "Troubleshooting
 * IAM") and usually shows a write within seconds; two reads in a row must agree, so a verification takes five
 * seconds at least.
 */
const PAUSES_MS = [2_000, 3_000, 5_000, 8_000, 13_000] as const;

/** How many reads in a row must agree: a single read may have reached the only replica that has the write. */
const AGREEING_READS = 2;

/** The client and the function that the verification uses. */
export interface VerificationServices {
  readonly iam: IAMClient;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Reads the keys of a user; throws `UserVanishedError` if IAM no longer knows the name of the user. */
export async function readKeys(iam: IAMClient, user: ListedUser): Promise<readonly KeyMetadata[]> {
  const keys = await listAccessKeys(iam, user.userName);
  if (keys === undefined) throw new UserVanishedError(user.userName);
  return keys;
}

/**
 * Reads the tags of a user and checks, by the same call, that the name is still the user's: throws
 * `UserVanishedError` if it belongs to nobody or to another user, since what was read by this name before may
 * be the other user's.
 */
export async function readTags(iam: IAMClient, user: ListedUser): Promise<Tags> {
  const tags = await readTagsOf(iam, user);
  if (tags === undefined) throw new UserVanishedError(user.userName);
  return tags;
}

/**
 * The status that keys are expected to have. A key that no longer exists is not Active, so it counts as
 * Inactive.
 */
export interface ExpectedKeyStatus {
  readonly keys: readonly AccessKeyId[];
  readonly status: 'Active' | 'Inactive' | 'Deleted';
  /** Receives all keys of the user after each read; throws to end the verification. */
  readonly inspect?: (keys: readonly KeyMetadata[]) => void;
}

/**
 * Reads the keys of the user until IAM shows the expected status, 31 seconds at most.
 *
 * Throws `UnconfirmedError` if IAM does not show the expected status in two reads in a row, and the error of
 * `inspect`.
 */
export async function verify(
  { iam, wait }: VerificationServices,
  user: ListedUser,
  expected: ExpectedKeyStatus,
): Promise<void> {
  let agreeingReads = 0;
  for (const pauseMs of PAUSES_MS) {
    await wait(pauseMs);
    const keys = await readKeys(iam, user);
    expected.inspect?.(keys);
    agreeingReads = isAsExpected(expected, keys) ? agreeingReads + 1 : 0;
    if (agreeingReads === AGREEING_READS) return;
  }
  const seconds = PAUSES_MS.reduce((sum, pauseMs) => sum + pauseMs, 0) / 1000;
  throw new UnconfirmedError(expected.keys, expected.status, seconds);
}

function isAsExpected({ keys: expected, status }: ExpectedKeyStatus, keys: readonly KeyMetadata[]): boolean {
  const shown = new Set((status === 'Deleted' ? keys : activeKeysOf(keys)).map((key) => key.id));
  return expected.every((key) => shown.has(key) === (status === 'Active'));
}
