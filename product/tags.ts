/**
 * The keys of all tags of ours on an IAM user. The first three state what the owner of the user wants, and the decision
 * reads them; the other two are written by the remediation function.
 */

/** The id of the active access key that the owner wants to keep. */
export const KEEP_TAG = 'one-active-key:keep';

/** Until when the owner exempts the user from the rule: `YYYY-MM-DD`, or an ISO 8601 date-time with a zone. */
export const EXEMPT_UNTIL_TAG = 'one-active-key:exempt-until';

/** Why the user is exempt, as free text. */
export const EXEMPT_REASON_TAG = 'one-active-key:exempt-reason';

/** The prefix of the tags that record a deactivation; the id of the deactivated key follows. */
export const DEACTIVATED_TAG_PREFIX = 'one-active-key:deactivated/';

/** The prefix of the tags that announce a run which is working on the user; the id of the run follows. */
export const RUN_TAG_PREFIX = 'one-active-key:run/';

/** The key of the tag that records the deactivation of one access key. */
export const deactivatedTag = (accessKeyId: string): string => `${DEACTIVATED_TAG_PREFIX}${accessKeyId}`;
