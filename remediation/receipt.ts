import type { ListedUser } from '../aws/iam-reads.ts';
import type { AccessKeyId, UserId } from '../policy/identifiers.ts';
import type { PolicyRefusalCode } from '../policy/verdict.ts';

/** How a run can end; anything else is an error. */
export const OUTCOMES = [
  /** The requested state already exists, or nothing is due; the reason says which. */
  'NothingToDo',
  /** The owner exempted the user. */
  'Exempt',
  /** No key can be chosen, or the request does not fit the user; `refusalCode` says why. */
  'Refused',
  /** No user has this id any more. */
  'UserGone',
  /** A dry run: `plannedAccessKeyIds` would be deactivated, or deleted. */
  'Planned',
  /** This run deactivated `deactivatedAccessKeyIds` and saw them Inactive. */
  'Deactivated',
  /** This run reactivated `reactivatedAccessKeyIds` and saw them Active. */
  'Reactivated',
  /** This run deleted `deletedAccessKeyIds` and saw that they no longer exist. */
  'Deleted',
] as const;

/** One of the outcomes. */
export type Outcome = (typeof OUTCOMES)[number];

/** Every code of a refusal, by the operation that refuses. */
export const REFUSAL_CODES = {
  Deactivate: [
    'InvalidExemption',
    'InvalidKeepTag',
    'Indistinguishable',
    'KeysInUse',
  ] satisfies readonly PolicyRefusalCode[],
  Reactivate: ['UnknownAccessKey', 'ForeignAccessKey'],
  DeleteDeactivated: ['InvalidExemption', 'InvalidKeepTag', 'InvalidRecord', 'NoRoomForTag'],
} as const;

/** The code of a refusal by any operation. */
export type RefusalCode = PolicyRefusalCode | (typeof REFUSAL_CODES)[keyof typeof REFUSAL_CODES][number];

/** A refusal: its code, and the reason in words, which begins with the code. */
export interface RefusalReason {
  readonly code: RefusalCode;
  readonly reason: string;
}

/** What a run did, what it did not do, and why. Every field is always present, and empty where there is nothing to say. */
export interface Receipt {
  readonly outcome: Outcome;
  /** Empty unless the outcome is `Refused`. */
  readonly refusalCode: RefusalCode | '';
  readonly userId: UserId;
  readonly userName: string;
  readonly keptAccessKeyId: string;
  /** The keys that a dry run would deactivate, or delete. */
  readonly plannedAccessKeyIds: readonly AccessKeyId[];
  /** The keys that this run deactivated. */
  readonly deactivatedAccessKeyIds: readonly AccessKeyId[];
  /** The keys that this run set to Active again. */
  readonly reactivatedAccessKeyIds: readonly AccessKeyId[];
  /** The keys that this run deleted. */
  readonly deletedAccessKeyIds: readonly AccessKeyId[];
  readonly reason: string;
  /** The command that takes the deactivation back. */
  readonly undo: string;
}

/** A receipt for a user that exists; fields that are not given are empty. */
export function receiptFor(
  user: ListedUser,
  { outcome, refusalCode = '', ...details }: Pick<Receipt, 'outcome' | 'reason'> & Partial<Receipt>,
): Receipt {
  // In the order in which people read it: how it ended, whom it concerns, then the rest.
  return { outcome, refusalCode, userId: user.userId, userName: user.userName, ...EMPTY, ...details };
}

/** The receipt of a run that refused. */
export function refusedReceipt(user: ListedUser, { code, reason }: RefusalReason): Receipt {
  return receiptFor(user, { outcome: 'Refused', refusalCode: code, reason });
}

/** The receipt for a user that no longer exists. */
export function goneReceipt(userId: UserId): Receipt {
  const reason = `No IAM user of this account has the id ${userId}.`;
  return { outcome: 'UserGone', refusalCode: '', userId, userName: '', ...EMPTY, reason };
}

const EMPTY = {
  keptAccessKeyId: '',
  plannedAccessKeyIds: [],
  deactivatedAccessKeyIds: [],
  reactivatedAccessKeyIds: [],
  deletedAccessKeyIds: [],
  undo: '',
} as const;
