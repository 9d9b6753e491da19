/** The tags of an IAM user. */

/** All tags of a user, by key. */
export type Tags = ReadonlyMap<string, string>;

/**
 * The value of a tag, or undefined if the user has no such tag.
 *
 * Upper and lower case in the key do not matter: IAM keeps the case of a user's tag keys, but no two keys may
 * differ in case alone (IAM User Guide, "Tags for IAM resources"), so `One-Active-Key:Keep` counts, too.
 */
export function tagValue(tags: Tags, key: string): string | undefined {
  for (const [name, value] of tags) if (lowerCaseTagKey(name) === key) return value;
  return undefined;
}

/**
 * The key of a tag in lower case. Only the letters A to Z are changed: a key with the Kelvin sign in place of
 * a `k` may be a different key to IAM, and passes guardrails that know only ours.
 */
export function lowerCaseTagKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
