/** The minutes of one deployment, from the fastest account to the slowest. */
export type Minutes = readonly [fastest: number, slowest: number];

/**
 * What AWS does not publish and nobody measured here: how long an account takes, and how many are deployed at
 * the same time.
 */
export interface Assumptions {
  /** A stack of the account template, 25 resources or more. */
  readonly account: Minutes;
  /** A stack of the forwarding template: a role and a rule. */
  readonly forwarding: Minutes;
  /** The pack: one rule and its remediation. */
  readonly pack: Minutes;
  /**
   * The most accounts at a time of a StackSet, beside its own preferences: "the actual number of accounts
   * acted upon concurrently may be lower due to service throttling" (CloudFormation API Reference,
   * StackSetOperationPreferences).
   */
  readonly stackSetsAtOnce: number;
  /** The most accounts at a time of an organization conformance pack, for which AWS documents no number. */
  readonly packsAtOnce: number;
}

/**
 * The two ends between which a real organization is expected. The one public report does not decide between
 * them: a pack of 12 rules took "well over" ten minutes in 72 accounts (pull request 20560 of
 * hashicorp/terraform-provider-aws, 2021).
 */
export const ASSUMPTIONS = {
  fast: {
    account: [2, 4],
    forwarding: [1, 2],
    pack: [1, 2],
    stackSetsAtOnce: Number.POSITIVE_INFINITY,
    packsAtOnce: 100,
  },
  slow: { account: [5, 15], forwarding: [2, 4], pack: [3, 6], stackSetsAtOnce: 100, packsAtOnce: 10 },
} as const satisfies Readonly<Record<string, Assumptions>>;

/**
 * The fractional part of the golden ratio: its multiples are spread evenly between 0 and 1, without any
 * chance.
 */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The minutes of the account with this number, the same in each simulation. */
export function minutesOf([fastest, slowest]: Minutes, account: number): number {
  return fastest + (slowest - fastest) * ((account * GOLDEN) % 1);
}
