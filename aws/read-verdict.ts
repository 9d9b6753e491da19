import type { IAMClient } from '@aws-sdk/client-iam';
import { type AccessKey, activeKeysOf, type KeyMetadata } from '../policy/access-key.ts';
import type { AccessKeyId } from '../policy/identifiers.ts';
import type { Policy } from '../policy/policy.ts';
import type { Tags } from '../policy/tags.ts';
import { judge, judgeByCount, type Verdict } from '../policy/verdict.ts';
import { againIfKeyGone, getAccessKeyLastUse, listAccessKeys } from './iam-access-keys.ts';
import { type ListedUser, listUserTags } from './iam-users.ts';

/** A user that was read live and judged, with what the verdict is based on; or a user that no longer exists. */
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
    }
  | { readonly kind: 'gone' };

const NO_TAGS: Tags = new Map();

const NO_KEYS: ReadonlySet<AccessKeyId> = new Set();

/** The policy and the time of a decision. */
export interface DecisionContext {
  readonly policy: Policy;
  readonly now: Date;
  /** Keys that count neither as active nor as surplus, whatever IAM shows of them; none if it is not given. */
  readonly uncounted?: ReadonlySet<AccessKeyId>;
}

/**
 * Reads the keys of a user and, if two or more are active, its tags and the last use of each active key; then judges.
 *
 * The calls are made one after another, so that as many calls are under way as users are read at once.
 */
export function readVerdict(
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
  { policy, now, uncounted = NO_KEYS }: DecisionContext,
): Promise<UserVerdict> {
  const keys = await listAccessKeys(iam, user.userName);
  if (keys === undefined) return { kind: 'gone' };
  const counted = keys.filter(({ id }) => !uncounted.has(id));
  const settled = judgeByCount(counted);
  if (settled) return { kind: 'judged', verdict: settled, keys, activeKeys: [], tags: NO_TAGS };
  const tags = await listUserTags(iam, user.userName);
  if (tags === undefined) return { kind: 'gone' };
  const activeKeys: AccessKey[] = [];
  for (const key of activeKeysOf(counted)) {
    activeKeys.push({
      ...key,
      lastUse: await getAccessKeyLastUse(iam, { userName: user.userName, key: key.id }),
    });
  }
  return { kind: 'judged', verdict: judge({ keys: activeKeys, tags }, policy, now), keys, activeKeys, tags };
}
