import type { ListedUser } from '../rule/aws/iam.ts';
import type { AccessKeyId, UserId } from '../rule/policy/identifiers.ts';

/** How a run ended; anything else is an error. */
export type Outcome =
  /** What was asked for is the case already, or not due; the reason says which. */
  | 'NothingToDo'
  /** The owner exempted the user. */
  | 'Exempt'
  /** No key can be chosen, or the request does not fit the user; the reason begins with its code. */
  | 'Refused'
  /** No user has this id any more: what was wanted is the case. */
  | 'UserGone'
  /** A dry run: `plannedAccessKeyIds` would be deactivated, or deleted. */
  | 'Planned'
  /** This run deactivated `deactivatedAccessKeyIds`, and saw that it is so. */
  | 'Deactivated'
  /** This run reactivated `reactivatedAccessKeyIds`, and saw that it is so. */
  | 'Reactivated'
  /** This run deleted `deletedAccessKeyIds`, and saw that it is so. */
  | 'Deleted';

/** What was done, not done, and why: every member is always there, empty where there is nothing to say. */
export interface Receipt {
  readonly outcome: Outcome;
  readonly userId: UserId;
  readonly userName: string;
  readonly keptAccessKeyId: string;
  /** What a dry run would deactivate, or delete. */
  readonly plannedAccessKeyIds: readonly AccessKeyId[];
  /** What this run deactivated. */
  readonly deactivatedAccessKeyIds: readonly AccessKeyId[];
  /** What this run set to Active again. */
  readonly reactivatedAccessKeyIds: readonly AccessKeyId[];
  /** What this run deleted. */
  readonly deletedAccessKeyIds: readonly AccessKeyId[];
  readonly reason: string;
  /** The command that takes the deactivation back. */
  readonly undo: string;
}

/** A receipt for a user that is there; `details` says what there is to say. */
export function receiptFor(
  user: ListedUser,
  details: Pick<Receipt, 'outcome' | 'reason'> & Partial<Receipt>,
): Receipt {
  const { outcome, ...more } = details;
  // The order is for people who read it: the outcome, whom it concerns, then the rest.
  return { outcome, userId: user.userId, userName: user.userName, ...NOTHING, ...more };
}

/** A receipt for a user that is not there any more. */
export function goneReceipt(userId: UserId): Receipt {
  const reason = `No IAM user of this account has the id ${userId}.`;
  return { outcome: 'UserGone', userId, userName: '', ...NOTHING, reason };
}

const NOTHING = {
  keptAccessKeyId: '',
  plannedAccessKeyIds: [],
  deactivatedAccessKeyIds: [],
  reactivatedAccessKeyIds: [],
  deletedAccessKeyIds: [],
  undo: '',
} as const;
