import { MalformedEventError } from '../aws/errors.ts';
import { parseObject, parseUserId } from '../aws/event-fields.ts';
import type { JsonObject } from '../aws/json.ts';
import {
  type Choice,
  PARAMETERS,
  parseChoice,
  parseParameters,
  parseWholeNumber,
} from '../policy/parameters.ts';
import { APPROVED_PLAN_FIELDS, parseApprovedPlan } from './approved-plan.ts';
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
  parseAccessKeyId,
  parseBoolean,
  parseExecutionId,
  parseKeepAccessKeyId,
  parseRoleArn,
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
 * Parses the event of a runbook or of the daily schedule, whose fields are all strings.
 *
 * Throws `MalformedEventError` or `InvalidParameterError` before the function reads or writes anything in the
 * account.
 */
export function parseRequest(event: unknown): Request {
  const fields = parseObject('event', event);
  switch (fields['operation']) {
    case 'Deactivate':
      return parseDeactivate(fields);
    case 'Reactivate':
      return parseReactivate(fields);
    case 'DeleteDeactivated':
      return parseDeleteDeactivated(fields);
    case 'DailyPass':
      return parseDailyPass(fields);
    default: {
      const operations = 'Deactivate, Reactivate, DeleteDeactivated or DailyPass';
      throw new MalformedEventError('operation', operations, fields['operation']);
    }
  }
}

function parseDeactivate(fields: JsonObject): DeactivateRequest {
  const ownFields = [
    'keepAccessKeyId',
    'dryRun',
    'automatic',
    'automationAssumeRole',
    ...APPROVED_PLAN_FIELDS,
  ];
  refuseUnknownFields(fields, [...COMMON_FIELDS, ...POLICY_FIELDS, ...ownFields]);
  const approvedPlan = parseApprovedPlan(fields);
  const policy = Object.entries(fields).filter(([name]) => POLICY_FIELDS.includes(name));
  return {
    operation: 'Deactivate',
    userId: parseUserId('userId', fields['userId']),
    policy: parseParameters(Object.fromEntries(policy)),
    keepAccessKeyId: parseKeepAccessKeyId(fields['keepAccessKeyId']),
    ...(approvedPlan && { approvedPlan }),
    isDryRun: parseBoolean('dryRun', fields['dryRun']),
    isAutomatic: parseBoolean('automatic', fields['automatic']),
    automationExecutionId: parseExecutionId(fields['automationExecutionId']),
    automationAssumeRole: parseRoleArn(fields['automationAssumeRole']),
  };
}

function parseReactivate(fields: JsonObject): ReactivateRequest {
  refuseUnknownFields(fields, [
    ...COMMON_FIELDS,
    'accessKeyId',
    'exemptForDays',
    'exemptionMaxDays',
    'force',
  ]);
  return {
    operation: 'Reactivate',
    userId: parseUserId('userId', fields['userId']),
    accessKeyId: parseAccessKeyId(fields['accessKeyId']),
    exemptForDays: parseWholeNumber(fields, 'exemptForDays', EXEMPT_FOR_DAYS),
    exemptionMaxDays: parseWholeNumber(fields, 'exemptionMaxDays', PARAMETERS.exemptionMaxDays),
    force: parseBoolean('force', fields['force']),
    automationExecutionId: parseExecutionId(fields['automationExecutionId']),
  };
}

function parseDailyPass(fields: JsonObject): DailyPassRequest {
  refuseUnknownFields(fields, ['operation', 'soakDays', 'remediation']);
  const soakDays = 'soakDays' in fields ? parseWholeNumber(fields, 'soakDays', SOAK_DAYS) : undefined;
  const isAutomatic = parseChoice(fields, 'remediation', REMEDIATION) === 'Automatic';
  return { operation: 'DailyPass', soakDays, isAutomatic, automationExecutionId: '' };
}

function parseDeleteDeactivated(fields: JsonObject): DeleteDeactivatedRequest {
  refuseUnknownFields(fields, [...COMMON_FIELDS, 'soakDays', 'dryRun']);
  return {
    operation: 'DeleteDeactivated',
    userId: parseUserId('userId', fields['userId']),
    soakDays: parseWholeNumber(fields, 'soakDays', SOAK_DAYS),
    isDryRun: parseBoolean('dryRun', fields['dryRun']),
    automationExecutionId: parseExecutionId(fields['automationExecutionId']),
  };
}
