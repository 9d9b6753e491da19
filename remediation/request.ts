import type { AccessKeyId, UserId } from '../policy/identifiers.ts';
import type { WholeNumber } from '../policy/parameters.ts';
import type { Policy } from '../policy/policy.ts';
import type { ApprovedPlan } from './approved-plan.ts';

/** The request to leave a user with one active key. */
export interface DeactivateRequest {
  readonly operation: 'Deactivate';
  readonly userId: UserId;
  readonly policy: Policy;
  /** The survivor that the run names; undefined if it names none. */
  readonly keepAccessKeyId: AccessKeyId | undefined;
  /** The plan that people approved; absent if nobody was asked. */
  readonly approvedPlan?: ApprovedPlan | undefined;
  readonly isDryRun: boolean;
  /**
   * Nobody asked for this run: it waits for its notice, and ends where automatic acts are paused or enough
   * for the day.
   */
  readonly isAutomatic: boolean;
  /** Empty if no runbook invoked the function. */
  readonly automationExecutionId: string;
  /** The ARN of the role for the undo command; empty if no runbook invoked the function. */
  readonly automationAssumeRole: string;
}

/** The request to undo the deactivation of one key. */
export interface ReactivateRequest {
  readonly operation: 'Reactivate';
  readonly userId: UserId;
  readonly accessKeyId: AccessKeyId;
  /** 0–365; 0 means no exemption. */
  readonly exemptForDays: number;
  /** 1–365; how many days ahead the rule allows an exemption to end. */
  readonly exemptionMaxDays: number;
  /** Also reactivates a key that One Active Key is not proven to have deactivated. */
  readonly force: boolean;
  readonly automationExecutionId: string;
}

/** The request to delete the keys of a user whose soak is over. */
export interface DeleteDeactivatedRequest {
  readonly operation: 'DeleteDeactivated';
  readonly userId: UserId;
  /** 1–365. */
  readonly soakDays: number;
  readonly isDryRun: boolean;
  readonly automationExecutionId: string;
}

/**
 * The request to settle what interrupted runs left open, and to start the deletions and the automatic
 * deactivations that are due.
 */
export interface DailyPassRequest {
  readonly operation: 'DailyPass';
  /** 1–365; undefined if no key is to be deleted. */
  readonly soakDays: number | undefined;
  /** Whether keys are deactivated automatically: the stack's parameter `Remediation` is `Automatic`. */
  readonly isAutomatic: boolean;
  /** Always empty: no runbook starts this operation. */
  readonly automationExecutionId: '';
}

/** A request of a runbook: it names one user. */
export type UserRequest = DeactivateRequest | ReactivateRequest | DeleteDeactivatedRequest;

/** A request of a runbook, or of the daily schedule. */
export type Request = UserRequest | DailyPassRequest;

/** The number of days for which an undo exempts the user. */
export const EXEMPT_FOR_DAYS = {
  min: 0,
  max: 365,
  default: 7,
  description: 'The number of days for which the user is exempt; 0 = no exemption',
} as const satisfies WholeNumber;

/** The number of days for which a key soaks: it stays Inactive before it may be deleted. */
export const SOAK_DAYS = {
  min: 1,
  max: 365,
  default: 14,
  description: 'The number of days after which a deactivated key is deleted',
} as const satisfies WholeNumber;
