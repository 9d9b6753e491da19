import { NAMES } from '../../product/names.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../../product/tags.ts';
import type { Permission } from './permission-type.ts';
import {
  CONFIG_RULES,
  functionArn,
  NO_RESOURCE_TYPE,
  PARAMETER_PATH,
  roleArn,
  SCHEDULES,
  USERS,
} from './resources.ts';

/**
 * The tags of an exemption: an undo exempts the user, so that the next automatic remediation does not
 * deactivate the key again.
 */
const EXEMPTION_TAGS = [EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG];

/** A condition for requests that name at least one tag, and only tags with these keys. */
const onlyTags = (keys: readonly string[]) => ({
  'ForAllValues:StringLike': { 'aws:TagKeys': keys },
  // ForAllValues is also true for a request without tags (IAM User Guide, "Multivalued context keys").
  Null: { 'aws:TagKeys': 'false' },
});

/** The permissions to read the users and their keys: for whoever decides, and for whoever reviews. */
export const READ_USERS: readonly Permission[] = [
  {
    action: 'iam:ListUsers',
    resource: NO_RESOURCE_TYPE,
    reason: 'list the users, and find the name that belongs to a user id',
  },
  {
    action: 'iam:ListAccessKeys',
    resource: USERS,
    reason: 'count the active keys and read their creation times',
  },
  {
    action: 'iam:GetUser',
    resource: USERS,
    reason: 'read the tags of the owners, and check that a name still belongs to the user that was read',
  },
  { action: 'iam:GetAccessKeyLastUsed', resource: USERS, reason: 'read when a key was last used' },
];

const START_EVALUATIONS: readonly Permission[] = [
  {
    action: 'config:DescribeConfigRules',
    resource: NO_RESOURCE_TYPE,
    reason: 'find the Config rules that invoke the rule function',
  },
  {
    action: 'config:StartConfigRulesEvaluation',
    resource: CONFIG_RULES,
    reason: 'start an evaluation, so that AWS Config shows the new state',
  },
];

/**
 * The permissions of each role. None of them creates or deletes a key, a user or a role; for deletions see
 * `DELETION_PERMISSIONS`, for what needs no person `AUTOMATIC_PERMISSIONS`.
 */
export const PERMISSIONS = {
  rule: [
    ...READ_USERS,
    { action: 'config:PutEvaluations', resource: NO_RESOURCE_TYPE, reason: 'report the evaluations' },
    {
      action: 'config:GetComplianceDetailsByConfigRule',
      resource: CONFIG_RULES,
      reason: 'read the reported evaluations, to retire those of deleted users and to report only changes',
    },
  ],
  remediation: [
    ...READ_USERS,
    {
      action: 'iam:UpdateAccessKey',
      resource: USERS,
      reason: 'deactivate a surplus key, and set it to Active again for an undo',
    },
    {
      action: 'iam:TagUser',
      resource: USERS,
      condition: onlyTags(EXEMPTION_TAGS),
      reason: 'exempt the user when a deactivation is undone',
    },
    {
      action: 'ssm:GetParametersByPath',
      resource: PARAMETER_PATH,
      reason: 'find out before each automatic act whether somebody has paused them',
    },
    ...START_EVALUATIONS,
  ],
  automation: [
    {
      action: 'lambda:InvokeFunction',
      resource: functionArn(NAMES.remediationFunction),
      reason: 'invoke the remediation function, the only AWS call of the runbooks',
    },
  ],
  reevaluation: [
    ...START_EVALUATIONS,
    {
      action: 'scheduler:CreateSchedule',
      resource: SCHEDULES,
      reason: 'evaluate once the minute is over, and again if AWS Config refuses an evaluation for now',
    },
    {
      action: 'iam:PassRole',
      resource: roleArn(NAMES.schedulerRole),
      condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      reason: 'let the schedules invoke the function with their own role',
    },
  ],
  scheduler: [
    {
      action: 'lambda:InvokeFunction',
      resource: functionArn(NAMES.reevaluationFunction),
      reason: 'invoke the re-evaluation function, the only target of the schedules',
    },
  ],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;
