/**
 * How runs that want different things of the same user stay out of each other's way.
 *
 * IAM has no conditional write, so a run announces itself in a tag *before* it looks once more and acts: of two runs
 * at least the later one reads the other's tag and steps back. docs/decisions/0004 shows why that is enough for any
 * number of deactivations, even when a run is killed halfway, and 0015 why it is for deletions.
 */

import { type IAMClient, IAMServiceException, LimitExceededException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../../aws/iam-reads.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import type { Tags } from '../../policy/tags.ts';
import { RUN_TAG_PREFIX } from '../../product/tags.ts';
import { ConcurrentRunError } from './errors.ts';
import { tagUser, untagUser } from './iam-writes.ts';

/**
 * How long an announcement counts, in milliseconds: the function ends within 290 seconds (`infra/constructs`), so an
 * older one was left behind by a run that was killed.
 */
export const ANNOUNCEMENT_LIFETIME = 6 * 60_000;

/** How far ahead of our clock another run's may be, in milliseconds; what is dated further ahead is not from a run of ours. */
const CLOCK_SKEW = 60_000;

/** What a run announces; runs of the same intent do not disturb each other. */
export type Intent = `keeps ${AccessKeyId}` | typeof DELETES;

/** The intent of a deletion. */
export const DELETES = 'deletes deactivated keys';

/** An announcement as it stands on the user; `tag` is undefined where the user could not be tagged. */
export interface Announcement {
  readonly tag: string | undefined;
  readonly intent: Intent;
}

/** What a run says of itself. */
export interface AnnouncedRun {
  readonly runId: string;
  readonly intent: Intent;
  readonly at: Date;
}

/** Announces a run; throws IAM's error where the user cannot be tagged. */
export async function announce(
  iam: IAMClient,
  user: ListedUser,
  { runId, intent, at }: AnnouncedRun,
): Promise<Announcement & { readonly tag: string }> {
  const tag = RUN_TAG_PREFIX + runId;
  await tagUser(iam, user.userName, new Map([[tag, `${at.toISOString()} ${intent}`]]));
  return { tag, intent };
}

/**
 * Announces a run that cannot wait: where tagging is denied or the user has 50 tags already, it goes on unannounced,
 * since a missing tag must not keep surplus keys alive, and each run still verifies and takes its writes back. Any other
 * error ends the run.
 */
export async function announceIfAllowed(
  iam: IAMClient,
  user: ListedUser,
  run: AnnouncedRun,
): Promise<Announcement> {
  try {
    return await announce(iam, user, run);
  } catch (error) {
    if (!isRefusedTag(error)) throw error;
    return { tag: undefined, intent: run.intent };
  }
}

/** Throws `ConcurrentRunError` where another run announced another intent. */
export function yieldToOthers(own: Announcement, tags: Tags, now: Date): void {
  for (const { tag, value, intent, isCurrent } of announcementsIn(tags, now)) {
    if (tag !== own.tag && isCurrent && intent !== own.intent)
      throw new ConcurrentRunError(own.intent, value);
  }
}

/** Throws `ConcurrentRunError` where a run announced that it deletes keys; `intent` is what this run wants. */
export function yieldToDeletions(intent: string, tags: Tags, now: Date): void {
  const deletion = announcementsIn(tags, now).find((each) => each.isCurrent && each.intent === DELETES);
  if (deletion) throw new ConcurrentRunError(intent, deletion.value);
}

/** Takes the announcement back, and with it those in `tags` that killed runs left behind, and `others`. */
export async function retract(
  iam: IAMClient,
  user: ListedUser,
  own: Announcement,
  {
    tags,
    now,
    others = [],
  }: { readonly tags: Tags; readonly now: Date; readonly others?: readonly string[] },
): Promise<void> {
  const stale = announcementsIn(tags, now).filter((each) => !each.isCurrent);
  const keys = [...(own.tag ? [own.tag] : []), ...stale.map((each) => each.tag), ...others];
  if (keys.length > 0) await untagUser(iam, user.userName, keys);
}

function announcementsIn(tags: Tags, now: Date) {
  return Array.from(tags, ([tag, value]) => {
    const [at = '', ...words] = value.split(' ');
    // False for a time that cannot be read, too: what is not in our own words was not written by a run of ours.
    const age = now.getTime() - Date.parse(at);
    const isCurrent = age > -CLOCK_SKEW && age < ANNOUNCEMENT_LIFETIME;
    return { tag, value, intent: words.join(' '), isCurrent };
  }).filter((each) => each.tag.startsWith(RUN_TAG_PREFIX));
}

/** Refused for good, not for the moment: access denied, or 50 tags. */
function isRefusedTag(error: unknown): boolean {
  return (
    error instanceof LimitExceededException ||
    (error instanceof IAMServiceException && error.name === 'AccessDenied')
  );
}
