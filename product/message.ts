/**
 * The contract between those who have something to tell and the function `one-active-key-notification`, which
 * alone tells it.
 */

/** What people are told of. */
export const MESSAGE_EVENTS = [
  /** AWS Config shows a user as NON_COMPLIANT that it did not show so before. */
  'BecameNonCompliant',
  /** A key goes automatically, not before a day, unless the owner acts. */
  'Noticed',
  /** The day of a notice is near. */
  'Reminder',
  /** A run deactivated keys. */
  'Deactivated',
  /** No key can be chosen: the owner has to decide. */
  'Refused',
  /** A run set a key to Active again. */
  'Reactivated',
  /** A deactivated key will soon be deleted. */
  'SoakEnding',
  /** A run deleted keys. */
  'Deleted',
  /** A key was used after its deactivation. */
  'DeactivatedKeyUsed',
  /** An exemption will soon end. */
  'ExemptionEnding',
  /** A run failed, or an alarm of a function is on. */
  'RunFailed',
  /** The rule has not evaluated the users for two days. */
  'RuleNotRun',
] as const;

/** One of `MESSAGE_EVENTS`. */
export type MessageEvent = (typeof MESSAGE_EVENTS)[number];

/**
 * The request to tell people of one event about one user; a field that does not apply is an empty string or
 * an empty list.
 */
export interface MessageRequest {
  readonly operation: 'Tell';
  readonly event: MessageEvent;
  readonly userId: string;
  readonly userName: string;
  /** The key that stays. */
  readonly keptAccessKeyId: string;
  /**
   * The keys that the event is about: those that would go, went, came back, were used or are to be deleted.
   */
  readonly accessKeyIds: readonly string[];
  /** Why, as sentences. */
  readonly reason: string;
  /** The time that matters: before which no key goes, or when run, soak or exemption end; ISO 8601 in UTC. */
  readonly time: string;
  /** The shell command that undoes the act. */
  readonly undo: string;
  /** The automation execution that acted. */
  readonly automationExecutionId: string;
  /** How the run was started, as far as it is known: `by` somebody or something, or `as` something. */
  readonly started: string;
}

/**
 * What became of a message: every topic of the stack has accepted it, or it waits for the digest of the day.
 * Anything else is an error of the function.
 */
export interface MessageAnswer {
  readonly outcome: 'Accepted' | 'Collected';
}

/**
 * The events that are told at once, whatever the parameter `MessageDelivery`: somebody has to act, or a time
 * runs.
 */
export const URGENT_EVENTS: readonly MessageEvent[] = [
  'Noticed',
  'Reminder',
  'DeactivatedKeyUsed',
  'RunFailed',
  'RuleNotRun',
];

/** How long before its end people are told of a soak or of an exemption, in milliseconds. */
export const ENDING_MS = 3 * 86_400_000;
