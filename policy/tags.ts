/** The tags on an IAM user by which its owner speaks to us and we keep our records. */

/** All tags of a user, by key. */
export type Tags = ReadonlyMap<string, string>;

/**
 * The value of a tag, or undefined where the user has no such tag.
 *
 * Upper and lower case do not matter in the key: IAM keeps the case of a user's tag keys but lets no two keys
 * differ by case alone (IAM User Guide, "Tags for IAM resources"), so `One-Active-Key:Keep` is the owner's word too.
 */
export function tagValue(tags: Tags, key: string): string | undefined {
  for (const [name, value] of tags) if (foldedKey(name) === key) return value;
  return undefined;
}

/**
 * The key of a tag without its case; of the letters A to Z only, since a text that merely looks like ours (the Kelvin
 * sign for a `k`) may be another key to IAM, and passes guard-rails that know ours.
 */
export function foldedKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
