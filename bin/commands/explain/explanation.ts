import type { Policy } from '../../../policy/policy.ts';
import type { Alternative } from './alternatives.ts';
import type { Check } from './checks.ts';
import type { ComparableVerdict } from './comparable-verdict.ts';
import type { UnknownRegion } from './key-uses/evidence.ts';
import type { Replacement } from './key-uses/replacements.ts';
import type { Use } from './key-uses/uses.ts';
import type { Step } from './step.ts';

/**
 * The version of the format of an explanation: a new member raises the second number, any other change the
 * first.
 */
export const EXPLANATION_VERSION = '1.0';

/**
 * What `explain` tells. Every format shows it; the JSON format is this object, which
 * `explanation.schema.json` describes.
 */
export interface Explanation {
  readonly schemaVersion: typeof EXPLANATION_VERSION;
  /** ISO 8601: the time for which the decision and its alternatives are computed. */
  readonly generatedAt: string;
  readonly parameters: Policy;
  /** The user, in each account in which it was looked for and found. */
  readonly users: readonly UserExplanation[];
}

/** The decision about one user, who uses its keys, and what to do. */
export interface UserExplanation {
  readonly accountId: string;
  readonly userName: string;
  readonly userId: string;
  readonly arn: string;
  readonly decision: Decision;
  /** All keys, whatever their status, the oldest first. */
  readonly accessKeys: readonly ExplainedKey[];
  /** What would change the decision and what would not, computed by the decision. */
  readonly alternatives: readonly Alternative[];
  readonly evidence: EvidenceSummary;
  /** What people can do next, in the order in which it is advisable. */
  readonly steps: readonly Step[];
  /** What may do away with the keys. */
  readonly replacements: readonly Replacement[];
}

/** The decision, and how it came about. */
export interface Decision extends ComparableVerdict {
  /** The annotation that the compliance dashboard would show. */
  readonly annotation: string;
  /** What people do next, in one sentence; null unless the user is NON_COMPLIANT. */
  readonly nextStep: string | null;
  /** The rules in the order in which they were tried; the last one decided. */
  readonly checks: readonly Check[];
}

/** An access key, its part in the decision, and who uses it; times are ISO 8601. */
export interface ExplainedKey {
  readonly accessKeyId: string;
  readonly status: string;
  readonly createdAt: string;
  /** By IAM's own record, which knows data events, too; null if the key was never used. */
  readonly lastUsed: { readonly at: string; readonly service: string; readonly region: string } | null;
  /**
   * 1 is the key that the strategy would keep; null if the key is not active, or the strategy finds no
   * difference at the top.
   */
  readonly rank: number | null;
  /**
   * What the plan does with the key; `stays` of a user without a plan, `notCounted` of a key that is not
   * active.
   */
  readonly part: 'kept' | 'surplus' | 'stays' | 'notCounted';
  /**
   * Why the key would not be deactivated if it were surplus and no survivor were named; null if nothing
   * protects it, or it is the only active one.
   */
  readonly protectedBy: 'KeysInUse' | 'NewKey' | null;
  /** From when nothing protects the key, if it is not used until then; null if nothing protects it. */
  readonly protectedUntil: string | null;
  /** How many management events the event history has of the key, as far as they were read. */
  readonly eventCount: number;
  readonly uses: readonly Use[];
  /**
   * The Regions of which only the newest events were read, so that the counts are too low and the key may
   * have been in use earlier.
   */
  readonly cutOffRegions: readonly string[];
  /** The Regions that gave no answer about the key. */
  readonly unknownRegions: readonly string[];
}

/** What was asked of CloudTrail; times are ISO 8601. */
export interface EvidenceSummary {
  readonly from: string;
  readonly to: string;
  /** The Regions that were to be asked. */
  readonly regions: readonly string[];
  /** The Regions that gave no answer, which is not the answer that nobody uses the keys there. */
  readonly unknown: readonly UnknownRegion[];
  /**
   * Why the enabled Regions of the account are not known, so that there may be others; null if they are
   * known, or were given.
   */
  readonly regionsUnknown: string | null;
  /** How many events of a key are read in a Region at most. */
  readonly maxEvents: number;
}
