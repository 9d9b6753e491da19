import { MalformedEventError } from '../aws/errors.ts';
import { readObject, readUserId } from '../aws/event-fields.ts';
import type { JsonObject } from '../aws/json.ts';
import {
  type Choice,
  PARAMETERS,
  parseParameters,
  readChoice,
  readWholeNumber,
} from '../policy/parameters.ts';
import { APPROVED_PLAN_FIELDS, readApprovedPlan } from './approved-plan.ts';
import {
  type DailyPassRequest,
  type DeactivateRequest,
  type DeleteDeactivatedRequest,
  EXEMPT_FOR_DAYS,
  type ReactivateRequest,
  type Request,
  SOAK_DAYS,
} from './request.ts';
import {
  readAccessKeyId,
  readBoolean,
  readExecutionId,
  readKeepAccessKeyId,
  readRoleArn,
  refuseUnknownFields,
} from './request-fields.ts';

/** The parameter `Remediation` of a stack that has this function; the daily pass is told of it. */
const REMEDIATION = {
  values: ['Manual', 'Automatic'],
  default: 'Manual',
  description: 'Who remediates: people only, or also the daily pass',
} as const satisfies Choice;

const COMMON_FIELDS = ['operation', 'userId', 'automationExecutionId'];
const POLICY_FIELDS = Object.keys(PARAMETERS);

/**
 * Reads the event of a runbook or of the daily schedule, whose fields are all strings.
 *
 * Throws `MalformedEventError` or `InvalidParameterError` before the function reads or writes anything in the
 * account.
 */
export function readRequest(event: unknown): Request {
  const fields = readObject('event', event);
  switch (fields['operation']) {
    case 'Deactivate':
      return readDeactivate(fields);
    case 'Reactivate':
      return readReactivate(fields);
    case 'DeleteDeactivated':
      return readDeleteDeactivated(fields);
    case 'DailyPass':
      return readDailyPass(fields);
    default: {
      const operations = 'Deactivate, Reactivate, DeleteDeactivated or DailyPass';
      throw new MalformedEventError('operation', operations, fields['operation']);
    }
  }
}

function readDeactivate(fields: JsonObject): DeactivateRequest {
  const ownFields = [
    'keepAccessKeyId',
    'dryRun',
    'automatic',
    'automationAssumeRole',
    ...APPROVED_PLAN_FIELDS,
  ];
  refuseUnknownFields(fields, [...COMMON_FIELDS, ...POLICY_FIELDS, ...ownFields]);
  const approvedPlan = readApprovedPlan(fields);
  const policy = Object.entries(fields).filter(([name]) => POLICY_FIELDS.includes(name));
  return {
    operation: 'Deactivate',
    userId: readUserId('userId', fields['userId']),
    policy: parseParameters(Object.fromEntries(policy)),
    keepAccessKeyId: readKeepAccessKeyId(fields['keepAccessKeyId']),
    ...(approvedPlan && { approvedPlan }),
    isDryRun: readBoolean('dryRun', fields['dryRun']),
    isAutomatic: readBoolean('automatic', fields['automatic']),
    automationExecutionId: readExecutionId(fields['automationExecutionId']),
    automationAssumeRole: readRoleArn(fields['automationAssumeRole']),
  };
}

function readReactivate(fields: JsonObject): ReactivateRequest {
  refuseUnknownFields(fields, [
    ...COMMON_FIELDS,
    'accessKeyId',
    'exemptForDays',
    'exemptionMaxDays',
    'force',
  ]);
  return {
    operation: 'Reactivate',
    userId: readUserId('userId', fields['userId']),
    accessKeyId: readAccessKeyId(fields['accessKeyId']),
    exemptForDays: readWholeNumber(fields, 'exemptForDays', EXEMPT_FOR_DAYS),
    exemptionMaxDays: readWholeNumber(fields, 'exemptionMaxDays', PARAMETERS.exemptionMaxDays),
    force: readBoolean('force', fields['force']),
    automationExecutionId: readExecutionId(fields['automationExecutionId']),
  };
}

function readDailyPass(fields: JsonObject): DailyPassRequest {
  refuseUnknownFields(fields, ['operation', 'soakDays', 'remediation']);
  const soakDays = 'soakDays' in fields ? readWholeNumber(fields, 'soakDays', SOAK_DAYS) : undefined;
  const isAutomatic = readChoice(fields, 'remediation', REMEDIATION) === 'Automatic';
  return { operation: 'DailyPass', soakDays, isAutomatic, automationExecutionId: '' };
}

function readDeleteDeactivated(fields: JsonObject): DeleteDeactivatedRequest {
  refuseUnknownFields(fields, [...COMMON_FIELDS, 'soakDays', 'dryRun']);
  return {
    operation: 'DeleteDeactivated',
    userId: readUserId('userId', fields['userId']),
    soakDays: readWholeNumber(fields, 'soakDays', SOAK_DAYS),
    isDryRun: readBoolean('dryRun', fields['dryRun']),
    automationExecutionId: readExecutionId(fields['automationExecutionId']),
  };
}
