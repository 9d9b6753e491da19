import { MalformedEventError } from '../aws/errors.ts';
import { type JsonObject, readObject, readUserId } from '../aws/event-fields.ts';
import { type AccessKeyId, accessKeyId, isAccessKeyId, type UserId } from '../policy/identifiers.ts';
import { PARAMETERS, parseParameters, readWholeNumber, type WholeNumber } from '../policy/parameters.ts';
import type { Policy } from '../policy/policy.ts';

/** Leave one active key. */
export interface DeactivateRequest {
  readonly operation: 'Deactivate';
  readonly userId: UserId;
  readonly policy: Policy;
  readonly isDryRun: boolean;
  /** Empty where the function was not invoked by a runbook. */
  readonly automationExecutionId: string;
  /** For the command that undoes it; empty where the function was not invoked by a runbook. */
  readonly automationAssumeRole: string;
}

/** Take a deactivation back. */
export interface ReactivateRequest {
  readonly operation: 'Reactivate';
  readonly userId: UserId;
  readonly accessKeyId: AccessKeyId;
  /** 0–365; 0 gives no exemption. */
  readonly exemptForDays: number;
  /** 1–365; how far ahead the rule lets an exemption reach. */
  readonly exemptionMaxDays: number;
  readonly automationExecutionId: string;
}

/** Delete the keys of a user that were deactivated by us long enough ago. */
export interface DeleteDeactivatedRequest {
  readonly operation: 'DeleteDeactivated';
  readonly userId: UserId;
  /** 1–365. */
  readonly soakDays: number;
  readonly isDryRun: boolean;
  readonly automationExecutionId: string;
}

/** Start a deletion for each user who has a key to delete. */
export interface StartDeletionsRequest {
  readonly operation: 'StartDeletions';
  /** 1–365. */
  readonly soakDays: number;
}

/** What a runbook, or the schedule, asks of the remediation function. */
export type Request =
  | DeactivateRequest
  | ReactivateRequest
  | DeleteDeactivatedRequest
  | StartDeletionsRequest;

/** The days for which an undo exempts the user. */
export const EXEMPT_FOR_DAYS = {
  min: 0,
  max: 365,
  default: 7,
  description: 'Exempt the user for so many days',
} as const satisfies WholeNumber;

/** How long a key is Inactive before it may be deleted. */
export const SOAK_DAYS = {
  min: 1,
  max: 365,
  default: 14,
  description: 'Delete what was deactivated so many days ago',
} as const satisfies WholeNumber;

const COMMON = ['operation', 'userId', 'automationExecutionId'];
const POLICY = Object.keys(PARAMETERS);

/**
 * Reads the event that a runbook or the schedule sends; all members are strings.
 *
 * Throws `MalformedEventError` or `InvalidParameterError` before anything is read or written in the account.
 */
export function readRequest(event: unknown): Request {
  const members = readObject('event', event);
  switch (members['operation']) {
    case 'Deactivate':
      return readDeactivate(members);
    case 'Reactivate':
      return readReactivate(members);
    case 'DeleteDeactivated':
      return readDeleteDeactivated(members);
    case 'StartDeletions':
      refuseUnknown(members, ['operation', 'soakDays']);
      return { operation: 'StartDeletions', soakDays: readWholeNumber(members, 'soakDays', SOAK_DAYS) };
    default: {
      const operations = 'Deactivate, Reactivate, DeleteDeactivated or StartDeletions';
      throw new MalformedEventError('operation', operations, members['operation']);
    }
  }
}

function readDeactivate(members: JsonObject): DeactivateRequest {
  refuseUnknown(members, [...COMMON, ...POLICY, 'dryRun', 'automationAssumeRole']);
  const policy = Object.entries(members).filter(([name]) => POLICY.includes(name));
  return {
    operation: 'Deactivate',
    userId: readUserId('userId', members['userId']),
    policy: parseParameters(Object.fromEntries(policy)),
    isDryRun: readFlag('dryRun', members['dryRun']),
    automationExecutionId: readOptionalString('automationExecutionId', members, EXECUTION_ID),
    automationAssumeRole: readOptionalString('automationAssumeRole', members, ROLE_ARN),
  };
}

function readReactivate(members: JsonObject): ReactivateRequest {
  refuseUnknown(members, [...COMMON, 'accessKeyId', 'exemptForDays', 'exemptionMaxDays']);
  return {
    operation: 'Reactivate',
    userId: readUserId('userId', members['userId']),
    accessKeyId: readAccessKeyId(members['accessKeyId']),
    exemptForDays: readWholeNumber(members, 'exemptForDays', EXEMPT_FOR_DAYS),
    exemptionMaxDays: readWholeNumber(members, 'exemptionMaxDays', PARAMETERS.exemptionMaxDays),
    automationExecutionId: readOptionalString('automationExecutionId', members, EXECUTION_ID),
  };
}

function readDeleteDeactivated(members: JsonObject): DeleteDeactivatedRequest {
  refuseUnknown(members, [...COMMON, 'soakDays', 'dryRun']);
  return {
    operation: 'DeleteDeactivated',
    userId: readUserId('userId', members['userId']),
    soakDays: readWholeNumber(members, 'soakDays', SOAK_DAYS),
    isDryRun: readFlag('dryRun', members['dryRun']),
    automationExecutionId: readOptionalString('automationExecutionId', members, EXECUTION_ID),
  };
}

function refuseUnknown(members: JsonObject, known: readonly string[]): void {
  for (const name of Object.keys(members)) {
    if (!known.includes(name)) throw new MalformedEventError('member', `one of ${known.join(', ')}`, name);
  }
}

function readFlag(name: string, value: unknown = 'false'): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new MalformedEventError(name, '"true" or "false"', value);
}

function readAccessKeyId(value: unknown): AccessKeyId {
  if (typeof value === 'string' && isAccessKeyId(value)) return accessKeyId(value);
  throw new MalformedEventError('accessKeyId', 'the id of an access key of an IAM user, AKIA…', value);
}

const EXECUTION_ID = { expected: 'the id of an automation execution', pattern: /^[A-Za-z0-9-]{1,64}$/ };
const ROLE_ARN = {
  expected: 'the ARN of a role',
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
};

function readOptionalString(
  name: string,
  members: JsonObject,
  form: { expected: string; pattern: RegExp },
): string {
  const value = members[name] ?? '';
  if (typeof value === 'string' && (value === '' || form.pattern.test(value))) return value;
  throw new MalformedEventError(name, form.expected, value);
}
