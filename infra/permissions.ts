import { NAMES } from '../product/names.ts';
import { RUNBOOKS } from '../product/runbooks.ts';
import {
  DEACTIVATED_TAG_PREFIX,
  EXEMPT_REASON_TAG,
  EXEMPT_UNTIL_TAG,
  RUN_TAG_PREFIX,
} from '../product/tags.ts';

/** An action that a role may perform, and the reason for it. */
export interface Permission {
  readonly action: string;
  /** Written for `Fn::Sub`; several if IAM checks one request against each of them. */
  readonly resource: string | readonly string[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  readonly reason: string;
}

/** For actions without a resource type (Service Authorization Reference); for these IAM accepts only `*`. */
const NO_RESOURCE_TYPE = '*';

const USERS = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/*';
/** A rule's ARN ends in an id that Config generates; the ARNs of rules of packs contain `aws-service-rule/`. */
const CONFIG_RULES = 'arn:${AWS::Partition}:config:${AWS::Region}:${AWS::AccountId}:config-rule/*';

/** The ARN of one of our functions, for `Fn::Sub`. */
export const functionArn = (name: string): string =>
  `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}`;
const roleArn = (name: string): string => `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}`;

/** The schedules of our own group. */
export const SCHEDULES = `arn:\${AWS::Partition}:scheduler:\${AWS::Region}:\${AWS::AccountId}:schedule/${NAMES.scheduleGroup}/*`;

const ssmArn = (resource: string): string =>
  `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:${resource}`;

/** The executions of Automation; their ids are generated. */
const EXECUTIONS = ssmArn('automation-execution/*');

/**
 * Every version of the runbook, as the resource type that the Service Authorization Reference has beside the document.
 */
const DELETION_DEFINITION = ssmArn(`automation-definition/${RUNBOOKS.delete.name}:*`);

/** The reason for the wildcard of a resource, by resource. */
export const WILDCARDS: Readonly<Record<string, string>> = {
  [NO_RESOURCE_TYPE]:
    'The Service Authorization Reference gives these actions no resource type: IAM takes only *.',
  [USERS]: 'Every user of this account is judged and may be remediated, below whatever path.',
  [CONFIG_RULES]:
    'The ARN of a rule ends in an id that is known only once the rule is there, and a pack brings its own.',
  [DELETION_DEFINITION]: 'Every version of the one runbook.',
  [EXECUTIONS]:
    'The id of an execution is known only once it is started; of which runbook it is, is bounded.',
};

/** The tags of a user that only the product writes: the announcement of a run and the record of a deactivation. */
const RECORD_TAGS = [`${RUN_TAG_PREFIX}*`, `${DEACTIVATED_TAG_PREFIX}*`];

/**
 * The tags of an exemption: an undo exempts the user, so that the next automatic remediation does not deactivate the
 * key again.
 */
const EXEMPTION_TAGS = [EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG];

/** A condition for requests that name at least one tag, and only tags with these keys. */
const onlyTags = (keys: readonly string[]) => ({
  'ForAllValues:StringLike': { 'aws:TagKeys': keys },
  // ForAllValues is also true for a request without tags (IAM User Guide, "Multivalued context keys").
  Null: { 'aws:TagKeys': 'false' },
});

const READ_USERS: readonly Permission[] = [
  {
    action: 'iam:ListUsers',
    resource: NO_RESOURCE_TYPE,
    reason: 'find the users, and the name that belongs to an id',
  },
  { action: 'iam:ListAccessKeys', resource: USERS, reason: 'count active keys and know their age' },
  { action: 'iam:ListUserTags', resource: USERS, reason: 'read the owner’s word: keep, exempt-until' },
  { action: 'iam:GetAccessKeyLastUsed', resource: USERS, reason: 'know which key is in use' },
];

const START_EVALUATIONS: readonly Permission[] = [
  {
    action: 'config:DescribeConfigRules',
    resource: NO_RESOURCE_TYPE,
    reason: 'find our rules by their function',
  },
  { action: 'config:StartConfigRulesEvaluation', resource: CONFIG_RULES, reason: 'have the dashboard turn' },
];

/**
 * The permissions of each role. None of them creates or deletes a key, a user or a role; for deletions see
 * `DELETION_PERMISSIONS`.
 */
export const PERMISSIONS = {
  rule: [
    ...READ_USERS,
    { action: 'config:PutEvaluations', resource: NO_RESOURCE_TYPE, reason: 'report the verdicts' },
    {
      action: 'config:GetComplianceDetailsByConfigRule',
      resource: CONFIG_RULES,
      reason: 'find the results of users that are gone, and what Config holds already',
    },
  ],
  remediation: [
    ...READ_USERS,
    { action: 'iam:UpdateAccessKey', resource: USERS, reason: 'deactivate a surplus key, or undo that' },
    {
      action: 'iam:TagUser',
      resource: USERS,
      condition: onlyTags([...RECORD_TAGS, ...EXEMPTION_TAGS]),
      reason: 'announce the run, record the decision, exempt with an undo',
    },
    {
      action: 'iam:UntagUser',
      resource: USERS,
      condition: onlyTags(RECORD_TAGS),
      reason: 'end the announcement, undo the record',
    },
    ...START_EVALUATIONS,
  ],
  automation: [
    {
      action: 'lambda:InvokeFunction',
      resource: functionArn(NAMES.remediationFunction),
      reason: 'the runbooks do nothing else',
    },
  ],
  reevaluation: [
    ...START_EVALUATIONS,
    {
      action: 'scheduler:CreateSchedule',
      resource: SCHEDULES,
      reason: 'evaluate at the next minute, and again where Config says not yet',
    },
    {
      action: 'iam:PassRole',
      resource: roleArn(NAMES.schedulerRole),
      condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      reason: 'the schedule invokes with this role',
    },
  ],
  scheduler: [
    {
      action: 'lambda:InvokeFunction',
      resource: functionArn(NAMES.reevaluationFunction),
      reason: 'the schedules do nothing else',
    },
  ],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;

/** The permissions that the deletion template adds to the role of the remediation function. */
export const DELETION_PERMISSIONS: readonly Permission[] = [
  { action: 'iam:DeleteAccessKey', resource: USERS, reason: 'delete what was deactivated, after its soak' },
];

/** The further permissions that it adds if deletions are scheduled. */
export const SCHEDULED_DELETION_PERMISSIONS: readonly Permission[] = [
  {
    action: 'iam:GetAccountAuthorizationDetails',
    resource: NO_RESOURCE_TYPE,
    reason: 'find the users with records of ours, a call a thousand users in place of one each',
  },
  {
    action: 'ssm:StartAutomationExecution',
    // The Systems Manager User Guide's examples name the first two resources, the Service Authorization Reference also
    // the third.
    resource: [ssmArn(`document/${RUNBOOKS.delete.name}`), EXECUTIONS, DELETION_DEFINITION],
    reason: 'start the runbook that deletes, so that every deletion has a receipt',
  },
  {
    action: 'iam:PassRole',
    resource: roleArn(NAMES.automationRole),
    condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    reason: 'the runbook runs as this role',
  },
];

/** The event bus to which the forwarding template sends events; `HomeRegion` is a parameter of that template. */
export const HOME_EVENT_BUS =
  'arn:${AWS::Partition}:events:${HomeRegion}:${AWS::AccountId}:event-bus/default';

/** The permissions of the forwarding template's role. */
export const FORWARDING_PERMISSIONS: readonly Permission[] = [
  {
    action: 'events:PutEvents',
    resource: HOME_EVENT_BUS,
    reason: 'hand the events on to the home Region',
  },
];

/**
 * The permissions that every function needs to write its log. `resource` is the ARN that `Fn::GetAtt` returns for a log
 * group: it ends in `:*` and so matches the log streams.
 */
export function logPermissions(resource: string): readonly Permission[] {
  return [
    { action: 'logs:CreateLogStream', resource, reason: 'write the log' },
    { action: 'logs:PutLogEvents', resource, reason: 'write the log' },
  ];
}
