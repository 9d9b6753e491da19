/**
 * Three kinds of identifiers that must never be confused at a call site; each is made by its own function
 * only.
 */

declare const kind: unique symbol;

/** The changeable name of an IAM user, such as `alice`: what IAM's key and tag operations take. */
export type UserName = string & { readonly [kind]: 'UserName' };

/** The unique id of an IAM user, `AIDA…`: AWS Config's resource id, never used again for another user. */
export type UserId = string & { readonly [kind]: 'UserId' };

/** The id of an access key, `AKIA…`: public, unlike the secret that belongs to it. */
export type AccessKeyId = string & { readonly [kind]: 'AccessKeyId' };

/** Marks a text of IAM, or one that is looked up in IAM next, as the name of a user. */
export const userName = (text: string): UserName => text as UserName;

/** Marks a text of IAM or of our own records as the unique id of a user; `isUserId` checks any other text. */
export const userId = (text: string): UserId => text as UserId;

/** Whether a text has the form of the unique id of an IAM user. */
export const isUserId = (text: string): text is UserId => /^AIDA[A-Z0-9]{12,124}$/.test(text);

/** Whether a text has the form of the id of an IAM user's access key; temporary ones begin with ASIA. */
export const isAccessKeyId = (text: string): text is AccessKeyId => /^AKIA[A-Z0-9]{12,124}$/.test(text);

/** The same for the id of an access key; `isAccessKeyId` checks any other text. */
export const accessKeyId = (text: string): AccessKeyId => text as AccessKeyId;

/**
 * Orders ids as texts: below zero if `a` comes before `b`, above zero if after, zero if they are the same.
 */
export const compareIds = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
