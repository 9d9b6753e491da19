/** The values that the API knows for an access key's status; it lets callers set the first two only. */
export type KeyStatus = 'Active' | 'Inactive' | 'Expired';

/** When, for which service and in which region a key was used. */
export interface LastUsed {
  readonly at: Date;
  readonly service: string;
  readonly region: string;
}

/** An access key as it is at one moment. */
export interface KeyState {
  readonly accessKeyId: string;
  readonly status: KeyStatus;
  readonly createdAt: Date;
  /** Absent if never used. */
  readonly lastUsed?: LastUsed;
}

/** A tag of a user; IAM keeps the case of a key and does not tell keys apart by it. */
export interface UserTag {
  readonly key: string;
  readonly value: string;
}

/** A user as it is at one moment; a change makes a new state. */
export interface UserState {
  readonly userId: string;
  readonly userName: string;
  /** `/`, or `/division/team/`. */
  readonly path: string;
  readonly createdAt: Date;
  readonly keys: readonly KeyState[];
  readonly tags: readonly UserTag[];
}

/** The user with a change made to one of its keys. */
export function withKey(user: UserState, accessKeyId: string, change: Partial<KeyState>): UserState {
  const keys = user.keys.map((key) => (key.accessKeyId === accessKeyId ? { ...key, ...change } : key));
  return { ...user, keys };
}

/** The user without one of its keys. */
export function withoutKey(user: UserState, accessKeyId: string): UserState {
  return { ...user, keys: user.keys.filter((key) => key.accessKeyId !== accessKeyId) };
}

/**
 * The user with tags added; each replaces the one whose key differs in case only (IAM user guide, "Rules for tagging in
 * IAM": `department=bar` replaces `Department=foo`).
 */
export function withTags(user: UserState, added: readonly UserTag[]): UserState {
  const replaced = withoutTags(
    user,
    added.map(({ key }) => key),
  );
  return { ...user, tags: [...replaced.tags, ...added] };
}

/** The user without the tags of these keys, in whatever case. */
export function withoutTags(user: UserState, keys: readonly string[]): UserState {
  const removed = new Set(keys.map(folded));
  return { ...user, tags: user.tags.filter(({ key }) => !removed.has(folded(key))) };
}

/** A tag key or a user name without its case: how IAM compares them. */
export function folded(name: string): string {
  return name.toLowerCase();
}
