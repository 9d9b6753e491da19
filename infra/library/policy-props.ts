/** How a key is chosen, and for whom nothing happens: what the rule and the runbook decide by. */
export interface PolicyProps {
  /**
   * Which key is deactivated if the owner named no key to keep.
   * @default 'LeastRecentlyUsed'
   */
  readonly selectionStrategy?: 'LeastRecentlyUsed' | 'Oldest';
  /**
   * Two keys are allowed while the newest is younger than this number of hours; 0 to 720.
   * @default 24
   */
  readonly rotationGraceHours?: number;
  /**
   * No key is deactivated that was used or created within this number of days; 0 to 365, 0 is off.
   * @default 7
   */
  readonly protectUsedWithinDays?: number;
  /**
   * How many days ahead an exemption may reach; 1 to 365.
   * @default 90
   */
  readonly exemptionMaxDays?: number;
}
