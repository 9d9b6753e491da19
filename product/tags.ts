/**
 * The keys of all tags of ours on an IAM user. They state what the owner of the user wants, and the decision
 * reads them; an undo writes those of an exemption.
 */

/** The id of the active access key that the owner wants to keep. */
export const KEEP_TAG = 'one-active-key:keep';

/**
 * Until when the owner exempts the user from the rule: `YYYY-MM-DD`, or an ISO 8601 date-time with a zone.
 */
export const EXEMPT_UNTIL_TAG = 'one-active-key:exempt-until';

/** Why the user is exempt, as free text; an exemption needs it. */
export const EXEMPT_REASON_TAG = 'one-active-key:exempt-reason';

/** Who answers for the exemption, as free text; it may be absent. */
export const EXEMPT_OWNER_TAG = 'one-active-key:exempt-owner';
