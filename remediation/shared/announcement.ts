/**
 * The announcements of runs: they keep two runs with different intents from changing the same user.
 *
 * IAM has no conditional write, so a run announces itself in a tag *before* it reads the user again and writes: of two
 * runs at least the later one reads the other's announcement and stops. docs/decisions/0004 shows why this is enough for
 * any number of deactivations, even if a run is killed, and docs/decisions/0015 why it is enough for deletions.
 */

import { type IAMClient, IAMServiceException, LimitExceededException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../../aws/iam-users.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import { RUN_TAG_PREFIX } from '../../product/tags.ts';
import { ConcurrentRunError } from './errors.ts';
import { tagUser, untagUser } from './iam-writes.ts';

/**
 * How long an announcement counts, in milliseconds: the function ends within 290 seconds (`infra/constructs`), so a run
 * that was killed left an older announcement behind.
 */
export const ANNOUNCEMENT_LIFETIME_MS = 6 * 60_000;

/**
 * How far the clock of another run may be ahead of our clock, in milliseconds. An announcement that is dated further
 * ahead is not an announcement of a run of ours.
 */
const MAX_CLOCK_SKEW_MS = 60_000;

/** The intent that a run announces; runs with the same intent do not disturb each other. */
export type Intent = `keeps ${AccessKeyId}` | typeof DELETION_INTENT;

/** The intent of a deletion. */
export const DELETION_INTENT = 'deletes deactivated keys';

/** The announcement of a run; `tag` is undefined if the user could not be tagged. */
export interface Announcement {
  readonly tag: string | undefined;
  readonly intent: Intent;
}

/** The content of an announcement. */
export interface AnnouncedRun {
  readonly runId: string;
  readonly intent: Intent;
  readonly announcedAt: Date;
}

/** Announces a run in a tag on the user; throws the error of IAM if the user cannot be tagged. */
export async function announce(
  iam: IAMClient,
  user: ListedUser,
  { runId, intent, announcedAt }: AnnouncedRun,
): Promise<Announcement & { readonly tag: string }> {
  const tag = RUN_TAG_PREFIX + runId;
  await tagUser(iam, user.userName, new Map([[tag, `${announcedAt.toISOString()} ${intent}`]]));
  return { tag, intent };
}

/**
 * Announces a run, and lets the run continue unannounced if IAM denies the tag or the user has 50 tags: a missing tag
 * must not keep surplus keys active, and each run still verifies its writes and rolls them back. Throws any other error.
 */
export async function announceIfAllowed(
  iam: IAMClient,
  user: ListedUser,
  run: AnnouncedRun,
): Promise<Announcement> {
  try {
    return await announce(iam, user, run);
  } catch (error) {
    if (!isTagRefused(error)) throw error;
    return { tag: undefined, intent: run.intent };
  }
}

/** Throws `ConcurrentRunError` if another run announced another intent. */
export function assertNoConflictingRun(own: Announcement, tags: Tags, now: Date): void {
  for (const { tag, value, intent, isCurrent } of announcementsOf(tags, now)) {
    if (tag !== own.tag && isCurrent && intent !== own.intent)
      throw new ConcurrentRunError(own.intent, value);
  }
}

/** Throws `ConcurrentRunError` if a run announced a deletion; `intent` is the intent of this run. */
export function assertNoDeletion(intent: string, tags: Tags, now: Date): void {
  const deletion = announcementsOf(tags, now).find(
    (each) => each.isCurrent && each.intent === DELETION_INTENT,
  );
  if (deletion) throw new ConcurrentRunError(intent, deletion.value);
}

/** The tags that a retraction removes. */
export interface Retraction {
  /** The announcement of the run. */
  readonly own: Announcement;
  /** The tags of the user; announcements in them that no longer count are removed. */
  readonly tags: Tags;
  readonly now: Date;
  /** The keys of further tags to remove. */
  readonly otherTags?: readonly string[];
}

/** Removes the run's own announcement, the announcements that killed runs left behind, and `otherTags`, in one call. */
export async function retract(
  iam: IAMClient,
  user: ListedUser,
  { own, tags, now, otherTags = [] }: Retraction,
): Promise<void> {
  const stale = announcementsOf(tags, now).filter((each) => !each.isCurrent);
  const tagKeys = [...(own.tag ? [own.tag] : []), ...stale.map((each) => each.tag), ...otherTags];
  if (tagKeys.length > 0) await untagUser(iam, user.userName, tagKeys);
}

function announcementsOf(tags: Tags, now: Date) {
  return Array.from(tags, ([tag, value]) => {
    const [announcedAt = '', ...words] = value.split(' ');
    // NaN for an invalid time, so that isCurrent is false: a run of ours writes valid times only.
    const ageMs = now.getTime() - Date.parse(announcedAt);
    const isCurrent = ageMs > -MAX_CLOCK_SKEW_MS && ageMs < ANNOUNCEMENT_LIFETIME_MS;
    return { tag, value, intent: words.join(' '), isCurrent };
  }).filter((each) => each.tag.startsWith(RUN_TAG_PREFIX));
}

/** Whether IAM will refuse the tag again, too: access is denied, or the user has 50 tags. */
function isTagRefused(error: unknown): boolean {
  return (
    error instanceof LimitExceededException ||
    (error instanceof IAMServiceException && error.name === 'AccessDenied')
  );
}
