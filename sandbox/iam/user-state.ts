/** The values of an access key's status in the API; a caller can set only the first two. */
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
  /** Absent if the key was never used. */
  readonly lastUsed?: LastUsed;
}

/**
 * A tag of a user; IAM keeps the case of a tag key, and treats tag keys that differ only in case as equal.
 */
export interface UserTag {
  readonly key: string;
  readonly value: string;
}

/** An inline policy of a user or a group, or the document of a managed policy. */
export interface InlinePolicy {
  readonly policyName: string;
  /**
   * An object, which IAM returns as percent-encoded JSON; a text is returned as it is, so that it may be
   * malformed.
   */
  readonly document: object | string;
}

/** The policies of a user or of a group. */
export interface Policies {
  /** The ARNs of the managed policies that are attached. */
  readonly attached: readonly string[];
  readonly inline: readonly InlinePolicy[];
}

/** A user as it is at one moment; each change creates a new state. */
export interface UserState {
  readonly userId: string;
  readonly userName: string;
  /** `/`, or `/division/team/`. */
  readonly path: string;
  readonly createdAt: Date;
  readonly keys: readonly KeyState[];
  readonly tags: readonly UserTag[];
  readonly policies: Policies;
  /** The names of the groups that the user is in. */
  readonly groups: readonly string[];
  /** Whether the user has a password for the console. */
  readonly hasPassword: boolean;
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
 * The user with tags added; each tag replaces a tag whose key differs only in case (IAM user guide, "Rules
 * for tagging in IAM": `department=bar` replaces `Department=foo`).
 */
export function withTags(user: UserState, added: readonly UserTag[]): UserState {
  const replaced = withoutTags(
    user,
    added.map(({ key }) => key),
  );
  return { ...user, tags: [...replaced.tags, ...added] };
}

/** The user without the tags of these keys; the case of the keys does not matter. */
export function withoutTags(user: UserState, keys: readonly string[]): UserState {
  const removed = new Set(keys.map(folded));
  return { ...user, tags: user.tags.filter(({ key }) => !removed.has(folded(key))) };
}

/** A tag key or a user name in lower case, as IAM compares them. */
export function folded(name: string): string {
  return name.toLowerCase();
}
