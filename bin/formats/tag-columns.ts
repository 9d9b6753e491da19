import { lowerCaseTagKey, tagValue } from '../../policy/tags.ts';
import { UsageError } from '../command-line/errors.ts';
import type { InventoryUser } from '../inventory/inventory-user.ts';

/** The tags that always have a column. */
export const TAG_COLUMNS: readonly string[] = ['Owner', 'Environment', 'Application', 'CostCenter'];

/** A tag key: 1 to 128 letters, digits, spaces and signs (IAM API Reference, Tag). */
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;

/**
 * One more column, of `--tag-column`, after those that always exist; one that is there already, in whatever
 * case, is not added. Throws `UsageError`.
 */
export function addTagColumn(given: string, columns: readonly string[] = TAG_COLUMNS): readonly string[] {
  if (!TAG_KEY.test(given)) {
    throw new UsageError(`--tag-column: expected the key of a tag, 1 to 128 characters; received "${given}"`);
  }
  const isThere = columns.some((column) => lowerCaseTagKey(column) === lowerCaseTagKey(given));
  return isThere ? columns : [...columns, given];
}

/**
 * The value of a user's tag, whatever the case of its key; empty if the user has no such tag or the tags were
 * not read.
 */
export function tagOf({ tags }: Pick<InventoryUser, 'tags'>, column: string): string {
  return tagValue(new Map(Object.entries(tags ?? {})), lowerCaseTagKey(column)) ?? '';
}
