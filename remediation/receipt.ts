import type { ListedUser } from '../aws/iam-users.ts';
import type { AccessKeyId, UserId } from '../policy/identifiers.ts';
import type { PolicyRefusalCode } from '../policy/verdict.ts';

/** How a run can end without an error. */
export const OUTCOMES = [
  /** The requested state exists without a confirmed write of this run, or no key is due; the reason says which. */
  'NothingToDo',
  /** The owner exempted the user. */
  'Exempt',
  /** No key can be chosen, or the request does not fit the user; `refusalCode` says why. */
  'Refused',
  /** No user of the account has this id. */
  'UserGone',
  /** A dry run: a run without `dryRun` would deactivate, or delete, `plannedAccessKeyIds`. */
  'Planned',
  /** This run deactivated `deactivatedAccessKeyIds`, and IAM showed them as Inactive. */
  'Deactivated',
  /** This run reactivated `reactivatedAccessKeyIds`, and IAM showed them as Active. */
  'Reactivated',
  /** This run deleted `deletedAccessKeyIds`, and IAM no longer showed them. */
  'Deleted',
] as const;

/** One of `OUTCOMES`. */
export type Outcome = (typeof OUTCOMES)[number];

/** The codes of all refusals, by operation. */
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

/** The code of a refusal of any operation. */
export type RefusalCode = PolicyRefusalCode | (typeof REFUSAL_CODES)[keyof typeof REFUSAL_CODES][number];

/** The code of a refusal, and a sentence that explains it without the code. */
export interface RefusalReason {
  readonly code: RefusalCode;
  readonly reason: string;
}

/**
 * What a run did, what it did not do, and why. Every field is always present; a field that does not apply is an empty
 * string or an empty list.
 */
export interface Receipt {
  readonly outcome: Outcome;
  /** Empty unless the outcome is `Refused`. */
  readonly refusalCode: RefusalCode | '';
  readonly userId: UserId;
  readonly userName: string;
  readonly keptAccessKeyId: string;
  /** The keys that a run without `dryRun` would deactivate, or delete. */
  readonly plannedAccessKeyIds: readonly AccessKeyId[];
  /** The keys that this run deactivated. */
  readonly deactivatedAccessKeyIds: readonly AccessKeyId[];
  /** The keys that this run set to Active again. */
  readonly reactivatedAccessKeyIds: readonly AccessKeyId[];
  /** The keys that this run deleted. */
  readonly deletedAccessKeyIds: readonly AccessKeyId[];
  readonly reason: string;
  /** The shell command that undoes the deactivation. */
  readonly undo: string;
}

/** The receipt for a user that exists; fields that are not given are empty. */
export function receiptFor(
  user: ListedUser,
  { outcome, refusalCode = '', ...details }: Pick<Receipt, 'outcome' | 'reason'> & Partial<Receipt>,
): Receipt {
  // The order in which people read a receipt: the outcome, the user, then all other fields.
  return { outcome, refusalCode, userId: user.userId, userName: user.userName, ...EMPTY_FIELDS, ...details };
}

/** The receipt of a run that refused. */
export function refusedReceipt(user: ListedUser, { code, reason }: RefusalReason): Receipt {
  return receiptFor(user, { outcome: 'Refused', refusalCode: code, reason });
}

/** The receipt for a user that no longer exists. */
export function userGoneReceipt(userId: UserId): Receipt {
  const reason = `No IAM user of this account has the id ${userId}.`;
  return { outcome: 'UserGone', refusalCode: '', userId, userName: '', ...EMPTY_FIELDS, reason };
}

const EMPTY_FIELDS = {
  keptAccessKeyId: '',
  plannedAccessKeyIds: [],
  deactivatedAccessKeyIds: [],
  reactivatedAccessKeyIds: [],
  deletedAccessKeyIds: [],
  undo: '',
} as const;
