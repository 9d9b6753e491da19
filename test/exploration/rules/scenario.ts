import type { MaximumExecutionFrequency } from '@aws-sdk/client-config-service';

/** What a person, or a remediation, may do, by the name that a schedule gives it. */
export const ACTS = [
  /** Creates the second key of alice, or deletes it. CloudTrail's event arrives up to half an hour later. */
  'change-alice',
  'change-bob',
  /** Like `change-alice`, by a remediation, which then starts an evaluation itself. */
  'remediate-alice',
  'remediate-bob',
  'delete-bob',
  'create-carol',
  /** *Re-evaluate* in the console, of the first rule. */
  'console',
  /** AWS Config accepted a start, and never sends the notification. */
  'lose-notification',
] as const;

/** One of `ACTS`. */
export type Act = (typeof ACTS)[number];

/** What is explored. */
export interface RuleScenario {
  readonly name: string;
  /** What has been done when the course begins. */
  readonly begin: readonly Act[];
  /** What may be done besides. */
  readonly acts: readonly Act[];
  /** When AWS Config's schedule notifies the first rule, in minutes after the beginning. */
  readonly scheduledMinutes?: readonly number[];
  /** When the last sweep was, in minutes before the beginning; five by default. */
  readonly sweptMinutesAgo?: number;
  /** One hour by default. */
  readonly frequency?: MaximumExecutionFrequency;
  /** How many rules there are; one by default. */
  readonly rules?: 1 | 2;
  /** How often the event of a change arrives; once by default. */
  readonly events?: 1 | 2;
  /** How often Lambda invokes the rule function with a notification; once by default. */
  readonly deliveries?: 1 | 2;
}

/** The names of the rules: that of the stack, and that of the pack. */
export const RULES = [
  'iam-user-one-active-access-key',
  'iam-user-one-active-access-key-conformance-pack-x',
] as const;
