import type { IAMClient } from '@aws-sdk/client-iam';
import { type AccessKey, activeKeysOf, type KeyMetadata } from '../policy/access-key.ts';
import type { AccessKeyId } from '../policy/identifiers.ts';
import type { Policy } from '../policy/policy.ts';
import type { Tags } from '../policy/tags.ts';
import { judge, judgeByCount, type Verdict } from '../policy/verdict.ts';
import { againIfKeyGone, getAccessKeyLastUse, listAccessKeys } from './iam-access-keys.ts';
import { type ListedUser, readTagsOf } from './iam-users.ts';

/** A user that was read live and judged, with what the verdict is based on; or a user that lost the name. */
export type UserVerdict =
  | {
      readonly kind: 'judged';
      readonly verdict: Verdict;
      /** All keys of the user, as listed. */
      readonly keys: readonly KeyMetadata[];
      /** The active keys with their last use; empty if the number of active keys was enough to decide. */
      readonly activeKeys: readonly AccessKey[];
      /** Empty if the number of active keys was enough to decide. */
      readonly tags: Tags;
      /**
       * Whether the name still belonged to the user after the keys had been listed; if not, they may be
       * another user's.
       */
      readonly isNameChecked: boolean;
    }
  /** The user was deleted or renamed, whoever has the name now. */
  | { readonly kind: 'vanished' };

const NO_TAGS: Tags = new Map();

const NO_KEYS: ReadonlySet<AccessKeyId> = new Set();

/** The policy and the time of a decision. */
export interface DecisionContext {
  readonly policy: Policy;
  readonly now: Date;
  /**
   * Keys that count neither as active nor as surplus, whatever IAM shows of them; none if it is not given.
   */
  readonly uncounted?: ReadonlySet<AccessKeyId>;
  /** The survivor that a run names by a reviewed decision. */
  readonly keepAccessKeyId?: AccessKeyId | undefined;
}

/**
 * Reads the keys of a user and, if two or more are active, the last use of each active key; then judges.
 * Checks between the two that the name is still the user's, by the call that reads the tags.
 *
 * The calls are made one after another, so that as many calls are under way as users are read at once.
 */
export async function readVerdict(
  iam: IAMClient,
  user: ListedUser,
  context: DecisionContext,
): Promise<UserVerdict> {
  const reading = await readUncheckedVerdict(iam, user, context);
  if (reading.kind === 'vanished' || reading.isNameChecked) return reading;
  return (await readTagsOf(iam, user)) ? { ...reading, isNameChecked: true } : { kind: 'vanished' };
}

/**
 * Like `readVerdict`, but leaves the check of the name to the caller if the number of active keys is enough
 * to decide: then a later listing that shows the same name for the same id is a check that costs no call for
 * each user.
 */
export function readUncheckedVerdict(
  iam: IAMClient,
  user: ListedUser,
  context: DecisionContext,
): Promise<UserVerdict> {
  // When it is read again, the user may comply, or may no longer exist.
  return againIfKeyGone(() => readOnce(iam, user, context));
}

async function readOnce(
  iam: IAMClient,
  user: ListedUser,
  { policy, now, uncounted = NO_KEYS, keepAccessKeyId }: DecisionContext,
): Promise<UserVerdict> {
  const keys = await listAccessKeys(iam, user.userName);
  if (keys === undefined) return { kind: 'vanished' };
  const counted = keys.filter(({ id }) => !uncounted.has(id));
  const settled = judgeByCount(counted);
  const judged = { kind: 'judged', keys } as const;
  if (settled) return { ...judged, verdict: settled, activeKeys: [], tags: NO_TAGS, isNameChecked: false };
  const tags = await readTagsOf(iam, user);
  if (tags === undefined) return { kind: 'vanished' };
  const activeKeys: AccessKey[] = [];
  for (const key of activeKeysOf(counted)) {
    activeKeys.push({
      ...key,
      lastUse: await getAccessKeyLastUse(iam, { userName: user.userName, key: key.id }),
    });
  }
  const verdict = judge({ keys: activeKeys, tags, keepAccessKeyId }, policy, now);
  return { ...judged, verdict, activeKeys, tags, isNameChecked: true };
}
