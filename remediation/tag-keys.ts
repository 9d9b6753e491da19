/** The tags that we write. Those that we read, the owner's word, are in `rule/policy/tags.ts`. */

import type { AccessKeyId } from '../rule/policy/identifiers.ts';

/** Says that we deactivated this key: when, which key was kept, which automation execution. */
export const deactivatedTag = (key: AccessKeyId): string => `${DEACTIVATED_TAG_PREFIX}${key}`;

/** What the record of each deactivated key begins with. */
export const DEACTIVATED_TAG_PREFIX = 'one-active-key:deactivated/';

/** Announces a run that is at work on the user; see `announcement.ts`. */
export const RUN_TAG_PREFIX = 'one-active-key:run/';
