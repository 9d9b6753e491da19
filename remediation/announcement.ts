/**
 * How two runs that keep different keys of the same user stay out of each other's way.
 *
 * IAM has no conditional write, so a run announces itself in a tag *before* it looks once more and acts: of two runs
 * at least the later one reads the other's tag and steps back. docs/decisions/0004 shows why that is enough for any
 * number of runs and keys, even when a run is killed halfway.
 */

import { type IAMClient, IAMServiceException, LimitExceededException } from '@aws-sdk/client-iam';
import type { ListedUser } from '../rule/aws/iam.ts';
import type { AccessKeyId } from '../rule/policy/identifiers.ts';
import type { Tags } from '../rule/policy/tags.ts';
import { tagUser, untagUser } from './aws/iam-writes.ts';
import { ConcurrentRunError } from './errors.ts';
import { RUN_TAG_PREFIX } from './tag-keys.ts';

/**
 * How long an announcement counts: no Lambda function runs for more than 15 minutes (Lambda quotas), so an older one
 * was left behind by a run that was killed.
 */
export const ANNOUNCEMENT_LIFETIME = 15 * 60_000;

/** An announcement as it stands on the user; `tag` is undefined where the user could not be tagged. */
export interface Announcement {
  readonly tag: string | undefined;
  readonly survivor: AccessKeyId;
}

/**
 * Announces that this run keeps `survivor`.
 *
 * Where tagging is denied or the user has 50 tags already, the run goes on unannounced: a missing tag must not keep
 * surplus keys alive, and each run still verifies and takes its writes back. Any other error ends the run.
 */
export async function announce(
  iam: IAMClient,
  user: ListedUser,
  run: { readonly runId: string; readonly survivor: AccessKeyId; readonly at: Date },
): Promise<Announcement> {
  const tag = RUN_TAG_PREFIX + run.runId;
  try {
    await tagUser(iam, user.userName, new Map([[tag, `${run.at.toISOString()} keeps ${run.survivor}`]]));
    return { tag, survivor: run.survivor };
  } catch (error) {
    if (!isRefusedTag(error)) throw error;
    return { tag: undefined, survivor: run.survivor };
  }
}

/** Throws `ConcurrentRunError` where another run announced that it keeps another key. */
export function yieldToOthers(own: Announcement, tags: Tags, now: Date): void {
  for (const { tag, value, survivor, isCurrent } of announcementsIn(tags, now)) {
    if (tag !== own.tag && isCurrent && survivor !== own.survivor) {
      throw new ConcurrentRunError(own.survivor, value);
    }
  }
}

/** Takes the announcement back, and with it those in `tags` that killed runs left behind. */
export async function retract(
  iam: IAMClient,
  user: ListedUser,
  own: Announcement,
  { tags, now }: { readonly tags: Tags; readonly now: Date },
): Promise<void> {
  const stale = announcementsIn(tags, now).filter((each) => !each.isCurrent);
  const keys = [...(own.tag ? [own.tag] : []), ...stale.map((each) => each.tag)];
  if (keys.length > 0) await untagUser(iam, user.userName, keys);
}

function announcementsIn(tags: Tags, now: Date) {
  return Array.from(tags, ([tag, value]) => {
    const [at = '', survivor] = value.split(' keeps ');
    // False for a time that cannot be read, too: what is not in our own words was not written by a run of ours.
    const isCurrent = Math.abs(now.getTime() - Date.parse(at)) < ANNOUNCEMENT_LIFETIME;
    return { tag, value, survivor, isCurrent };
  }).filter((each) => each.tag.startsWith(RUN_TAG_PREFIX));
}

/** Refused for good, not for the moment: access denied, or 50 tags. */
function isRefusedTag(error: unknown): boolean {
  return (
    error instanceof LimitExceededException ||
    (error instanceof IAMServiceException && error.name === 'AccessDenied')
  );
}
