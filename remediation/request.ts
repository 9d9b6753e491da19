import { MalformedEventError } from '../rule/errors.ts';
import { type Members, readObject, readUserId } from '../rule/members.ts';
import { PARAMETERS, parseParameters, readWholeNumber } from '../rule/parameters.ts';
import { type AccessKeyId, accessKeyId, type UserId } from '../rule/policy/identifiers.ts';
import type { Policy } from '../rule/policy/policy.ts';

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
  readonly automationExecutionId: string;
}

/** What a runbook asks of the remediation function. */
export type Request = DeactivateRequest | ReactivateRequest;

/** The days for which an undo exempts the user. */
export const EXEMPT_FOR_DAYS = {
  min: 0,
  max: 365,
  default: 7,
  description: 'Exempt the user for so many days',
};

const COMMON = ['operation', 'userId', 'automationExecutionId'];
const POLICY = Object.keys(PARAMETERS);

/**
 * Reads the event that a runbook sends; all members are strings.
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
    default:
      throw new MalformedEventError('operation', 'Deactivate or Reactivate', members['operation']);
  }
}

function readDeactivate(members: Members): DeactivateRequest {
  refuseUnknown(members, [...COMMON, ...POLICY, 'dryRun', 'automationAssumeRole']);
  const policy = Object.entries(members).filter(([name]) => POLICY.includes(name));
  return {
    operation: 'Deactivate',
    userId: readUserId('userId', members['userId']),
    policy: parseParameters(Object.fromEntries(policy)),
    isDryRun: readFlag('dryRun', members['dryRun']),
    automationExecutionId: readMark('automationExecutionId', members, EXECUTION_ID),
    automationAssumeRole: readMark('automationAssumeRole', members, ROLE_ARN),
  };
}

function readReactivate(members: Members): ReactivateRequest {
  refuseUnknown(members, [...COMMON, 'accessKeyId', 'exemptForDays']);
  return {
    operation: 'Reactivate',
    userId: readUserId('userId', members['userId']),
    accessKeyId: readAccessKeyId(members['accessKeyId']),
    exemptForDays: readWholeNumber(members, 'exemptForDays', EXEMPT_FOR_DAYS),
    automationExecutionId: readMark('automationExecutionId', members, EXECUTION_ID),
  };
}

function refuseUnknown(members: Members, known: readonly string[]): void {
  for (const name of Object.keys(members)) {
    if (!known.includes(name)) throw new MalformedEventError('member', `one of ${known.join(', ')}`, name);
  }
}

function readFlag(name: string, value: unknown = 'false'): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new MalformedEventError(name, '"true" or "false"', value);
}

function readAccessKeyId(value: unknown): AccessKeyId {
  if (typeof value === 'string' && /^AKIA[A-Z0-9]{12,124}$/.test(value)) return accessKeyId(value);
  throw new MalformedEventError('accessKeyId', 'the id of an access key of an IAM user, AKIA…', value);
}

const EXECUTION_ID = { expected: 'the id of an automation execution', pattern: /^[A-Za-z0-9-]{1,64}$/ };
const ROLE_ARN = {
  expected: 'the ARN of a role',
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
};

function readMark(name: string, members: Members, form: { expected: string; pattern: RegExp }): string {
  const value = members[name] ?? '';
  if (typeof value === 'string' && (value === '' || form.pattern.test(value))) return value;
  throw new MalformedEventError(name, form.expected, value);
}
