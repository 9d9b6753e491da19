/** A run on the user alice. */
export type RunKind =
  /** Deactivate by LeastRecentlyUsed, which keeps K0. */
  | 'keep-K0'
  /** Deactivate by Oldest, which keeps K1. */
  | 'keep-K1'
  | 'undo-K1'
  | 'undo-exempt-K1'
  | 'force-K1'
  | 'delete'
  | 'daily-pass';

/** What a person may do, by the name that a schedule gives it. */
export const ACTS = [
  'on-K0',
  'off-K0',
  'delete-K0',
  'on-K1',
  'off-K1',
  'delete-K1',
  'use-K1',
  'create',
  'keep-tag-K1',
  'exempt',
  'rename',
  'swap',
  'delete-user',
  'recreate-user',
] as const;

/** One of `ACTS`. */
export type Act = (typeof ACTS)[number];

/** A run of a scenario. */
export interface RunSpec {
  readonly kind: RunKind;
  /** How many minutes after the beginning it begins at the earliest. */
  readonly fromMinutes?: number;
  /** How far its clock is ahead of the others. */
  readonly skewMinutes?: number;
  /**
   * IAM shows it the account as it was before the last change by somebody else, until that change is so many
   * seconds old.
   */
  readonly lateSeconds?: number;
}

/** What is explored. */
export interface KeyScenario {
  readonly name: string;
  /**
   * `active`: K0 and K1 are. `expired-lease`, `void-lease`: so they are, and a run left a lease that is over,
   * or that ends too late to be true. `deactivated`: we deactivated K1 long enough ago for a deletion.
   * `just-deactivated`: a minute ago.
   */
  readonly begin: 'active' | 'expired-lease' | 'void-lease' | 'deactivated' | 'just-deactivated';
  /** The runs A, B and C; a deletion that a daily pass starts is X1. */
  readonly runs: readonly RunSpec[];
  readonly acts: readonly Act[];
  /** Whether CloudTrail's events of changes come, at once; otherwise they never do. */
  readonly hasEvents?: boolean;
  /** Whether a run may fail although it meets nothing but other runs. */
  readonly isDisturbed?: boolean;
  /** Whether each page of a listing has one item, as IAM may do. */
  readonly hasShortPages?: boolean;
}

/** The ids of the keys that alice has at the beginning. */
export interface KeyIds {
  readonly K0: string;
  readonly K1: string;
}

/** How long a key soaks in every scenario. */
export const SOAK_DAYS = 14;
