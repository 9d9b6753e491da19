import type { ListedUser } from '../../aws/iam-users.ts';
import type { Plan, Verdict } from '../../policy/verdict.ts';
import type { KeyRecords } from './settle-records.ts';

/** A plan that deactivates surplus keys. */
export type DeactivationPlan = Extract<Plan, { action: 'deactivate' }>;

/** A user, what was decided, and the records as they were then. */
export interface PlannedDeactivation {
  readonly user: ListedUser;
  readonly records: KeyRecords;
  readonly verdict: Verdict;
  readonly plan: DeactivationPlan;
}
