import type { ListedUser } from '../aws/iam-users.ts';
import type { Lease } from '../ledger/lease.ts';
import type { AccessKeyId, UserId } from '../policy/identifiers.ts';
import type { PolicyRefusalCode } from '../policy/verdict.ts';

/** How a run can end without an error. */
export const OUTCOMES = [
  /**
   * The requested state exists without a confirmed write of this run, or no key is due; the reason says
   * which.
   */
  'NothingToDo',
  /** The owner exempted the user. */
  'Exempt',
  /** No key can be chosen, or the request does not fit the user; `refusalCode` says why. */
  'Refused',
  /** No user of the account has this id. */
  'UserGone',
  /** A dry run: a run without `dryRun` would deactivate, or delete, `plannedAccessKeyIds`. */
  'Planned',
  /**
   * Notice was given that `plannedAccessKeyIds` will be deactivated automatically, by this run or before; its
   * time is not over.
   */
  'Noticed',
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
    'LeaseHeld',
    'InvalidExemption',
    'InvalidKeepTag',
    'InvalidKeepAccessKeyId',
    'Indistinguishable',
    'KeysInUse',
    'NewKey',
    'PlanChanged',
    'Paused',
    'DailyLimit',
  ] satisfies readonly (PolicyRefusalCode | 'LeaseHeld' | 'PlanChanged' | 'Paused' | 'DailyLimit')[],
  Reactivate: ['LeaseHeld', 'UnknownAccessKey', 'ForeignAccessKey', 'NotDeactivatedByUs', 'TouchedSince'],
  DeleteDeactivated: ['LeaseHeld', 'InvalidExemption', 'InvalidKeepTag', 'TouchedSince', 'EventsNotSeen'],
} as const;

/** The code of a refusal of any operation. */
export type RefusalCode = PolicyRefusalCode | (typeof REFUSAL_CODES)[keyof typeof REFUSAL_CODES][number];

/** The code of a refusal, and a sentence that explains it without the code. */
export interface RefusalReason {
  readonly code: RefusalCode;
  readonly reason: string;
}

/**
 * What a run did, what it did not do, and why; a field that does not apply is an empty string or an empty
 * list.
 */
export interface RunResult {
  readonly outcome: Outcome;
  /** Empty unless the outcome is `Refused`. */
  readonly refusalCode: RefusalCode | '';
  readonly userId: UserId;
  readonly userName: string;
  readonly keptAccessKeyId: string;
  /** The keys that a run without `dryRun` would deactivate, or delete; or those of which notice was given. */
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

/** The result of a run, and when, where, how and by what it ran. Every field is always present. */
export interface Receipt extends RunResult {
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
  /** When the run ended: ISO 8601 in UTC. */
  readonly at: string;
  /** Empty if no runbook invoked the function. */
  readonly automationExecutionId: string;
  /** The parameters as they were applied, defaults included; the names are those of the event. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The result for a user that exists; fields that are not given are empty. */
export function resultFor(
  user: ListedUser,
  { outcome, refusalCode = '', ...details }: Pick<RunResult, 'outcome' | 'reason'> & Partial<RunResult>,
): RunResult {
  // The order in which people read a receipt: the outcome, the user, then all other fields.
  return { outcome, refusalCode, userId: user.userId, userName: user.userName, ...EMPTY_FIELDS, ...details };
}

/** The result of a run that refused. */
export function refusedResult(user: ListedUser, { code, reason }: RefusalReason): RunResult {
  return resultFor(user, { outcome: 'Refused', refusalCode: code, reason });
}

/** The result of a run that did not begin, because another run works on the user. */
export function leaseHeldResult(userId: UserId, { operation, execution, until }: Lease): RunResult {
  const holder = execution === '' ? operation : `${operation}, automation execution ${execution}`;
  const reason =
    `Another run works on this user, or failed and left its lease (${holder}). The lease ends at ${until.toISOString()} at ` +
    'the latest; start again then.';
  return { outcome: 'Refused', refusalCode: 'LeaseHeld', userId, userName: '', ...EMPTY_FIELDS, reason };
}

/** The result for a user that no longer exists. */
export function userGoneResult(userId: UserId): RunResult {
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
