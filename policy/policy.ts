/** Which key survives if the owner named none: the most recently used one, or the newest one. */
export type SelectionStrategy = 'LeastRecentlyUsed' | 'Oldest';

/** The four parameters of the decision, parsed. */
export interface Policy {
  readonly selectionStrategy: SelectionStrategy;
  /** 0–720; two keys are allowed while the newest is younger than this; 0 switches the grace off. */
  readonly rotationGraceHours: number;
  /**
   * 0–365; a surplus key used or created within this number of days is not deactivated; 0 switches the
   * protection off.
   */
  readonly protectUsedWithinDays: number;
  /** 1–365; how far ahead an exemption may reach. */
  readonly exemptionMaxDays: number;
}

/** Milliseconds of an hour: always 3,600 seconds, whatever daylight saving time does. */
export const HOUR_MS = 3_600_000;

/** Milliseconds of a day: always 86,400 seconds. */
export const DAY_MS = 24 * HOUR_MS;
