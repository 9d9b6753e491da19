import { NAMES } from '../../../product/names.ts';
import type { AuthorizationRequest, Context } from '../../support/simulator.ts';

/** The id of our account. */
export const OWN_ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';

const HERE = 'us-east-1';
const ELSEWHERE = 'us-west-2';

/** A request that IAM authorizes. */
export function request(action: string, resource = '*', context: Context = {}): AuthorizationRequest {
  return { action, resource, context };
}

const arn = (service: string, region: string, account: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const iam = (resource: string, account = OWN_ACCOUNT): string => arn('iam', '', account, resource);

/** The stack of a name; CloudFormation generates the id. */
const stack = (name: string): string => `stack/${name}/1a2b3c4d-0000-1111-2222-333344445555`;

/** The table of the ledger, whose name CloudFormation generates. */
const TABLE = 'table/OneActiveKey-LedgerTable-1A2B3C4D5E6F';

/** The parameter that names this table. */
const PARAMETER = 'parameter/one-active-key/ledger-table';

/** The parameter that exists while automatic acts are paused. */
const PAUSE = 'parameter/one-active-key/pause';

/** The path of both parameters. */
const PATH = 'parameter/one-active-key';

/** One of our alarms. */
const ALARM = `alarm:${NAMES.ruleFunction}-not-run`;

/** An execution of Automation; Systems Manager generates the id. */
const EXECUTION = 'automation-execution/4105a4fc-f944-11e6-9d32-0a1b2c3d4950';

/** The log group of each function, whose name CloudFormation generates. */
const LOG_GROUPS: Readonly<Record<string, string>> = {
  [NAMES.ruleFunction]: 'OneActiveKey-RuleLogGroup-1A2B3C4D5E6F',
  [NAMES.remediationFunction]: 'OneActiveKey-RemediateLogGroup-1A2B3C4D5E6F',
  [NAMES.notificationFunction]: 'OneActiveKey-NotifyLogGroup-1A2B3C4D5E6F',
  [NAMES.reevaluationFunction]: 'OneActiveKey-ReevaluationLogGroup-1A2B3C4D5E6F',
};

/** The ARNs of our resources. */
export const own = {
  account: arn('account', '', OWN_ACCOUNT, 'account'),
  trail: arn('cloudtrail', HERE, OWN_ACCOUNT, 'trail/management-events'),
  eventDataStore: arn('cloudtrail', HERE, OWN_ACCOUNT, 'eventdatastore/1a2b3c4d-0000-1111-2222-333344445555'),
  user: iam('user/division/alice'),
  group: iam('group/admins'),
  role: (name: string) => iam(`role/${name}`),
  configRule: arn('config', HERE, OWN_ACCOUNT, 'config-rule/config-rule-xxxxxx'),
  remediation: arn('config', HERE, OWN_ACCOUNT, 'remediation-configuration/iam-user-one-active-access-key/x'),
  function: (name: string) => arn('lambda', HERE, OWN_ACCOUNT, `function:${name}`),
  schedule: (group: string) =>
    arn('scheduler', HERE, OWN_ACCOUNT, `schedule/${group}/evaluate-2026-01-15T09-01Z`),
  scheduleGroup: (group: string) => arn('scheduler', HERE, OWN_ACCOUNT, `schedule-group/${group}`),
  logGroup: (name: string) => arn('logs', HERE, OWN_ACCOUNT, `log-group:${LOG_GROUPS[name]}`),
  logStream: (name: string) => arn('logs', HERE, OWN_ACCOUNT, `log-group:${LOG_GROUPS[name]}:log-stream:a/b`),
  otherLogGroup: arn('logs', HERE, OWN_ACCOUNT, 'log-group:payroll'),
  alarm: arn('cloudwatch', HERE, OWN_ACCOUNT, ALARM),
  otherAlarm: arn('cloudwatch', HERE, OWN_ACCOUNT, 'alarm:payroll'),
  table: arn('dynamodb', HERE, OWN_ACCOUNT, TABLE),
  kmsKey: arn('kms', HERE, OWN_ACCOUNT, 'key/1234abcd-12ab-34cd-56ef-1234567890ab'),
  otherTable: arn('dynamodb', HERE, OWN_ACCOUNT, `${TABLE}-other`),
  parameter: arn('ssm', HERE, OWN_ACCOUNT, PARAMETER),
  pause: arn('ssm', HERE, OWN_ACCOUNT, PAUSE),
  path: arn('ssm', HERE, OWN_ACCOUNT, PATH),
  stack: (name: string) => arn('cloudformation', HERE, OWN_ACCOUNT, stack(name)),
  execution: arn('ssm', HERE, OWN_ACCOUNT, EXECUTION),
  secretParameter: arn('ssm', HERE, OWN_ACCOUNT, 'parameter/payroll/password'),
  bus: (name: string, region = 'eu-west-1') => arn('events', region, OWN_ACCOUNT, `event-bus/${name}`),
} as const;

/** The ARNs of resources of another account or in another Region. */
export const foreign = {
  account: arn('account', '', OTHER_ACCOUNT, 'account'),
  accountInOrganization: arn('account', '', OWN_ACCOUNT, `account/o-exampleorgid/${OTHER_ACCOUNT}`),
  user: iam('user/division/alice', OTHER_ACCOUNT),
  role: (name: string) => iam(`role/${name}`, OTHER_ACCOUNT),
  configRule: arn('config', HERE, OTHER_ACCOUNT, 'config-rule/config-rule-xxxxxx'),
  configRuleElsewhere: arn('config', ELSEWHERE, OWN_ACCOUNT, 'config-rule/config-rule-xxxxxx'),
  function: (name: string) => arn('lambda', HERE, OTHER_ACCOUNT, `function:${name}`),
  functionElsewhere: (name: string) => arn('lambda', ELSEWHERE, OWN_ACCOUNT, `function:${name}`),
  schedule: (group: string) => arn('scheduler', HERE, OTHER_ACCOUNT, `schedule/${group}/x`),
  scheduleElsewhere: (group: string) => arn('scheduler', ELSEWHERE, OWN_ACCOUNT, `schedule/${group}/x`),
  logStream: (name: string) =>
    arn('logs', HERE, OTHER_ACCOUNT, `log-group:${LOG_GROUPS[name]}:log-stream:a/b`),
  logStreamElsewhere: (name: string) =>
    arn('logs', ELSEWHERE, OWN_ACCOUNT, `log-group:${LOG_GROUPS[name]}:log-stream:a/b`),
  table: arn('dynamodb', HERE, OTHER_ACCOUNT, TABLE),
  tableElsewhere: arn('dynamodb', ELSEWHERE, OWN_ACCOUNT, TABLE),
  parameter: arn('ssm', HERE, OTHER_ACCOUNT, PARAMETER),
  alarm: arn('cloudwatch', HERE, OTHER_ACCOUNT, ALARM),
  alarmElsewhere: arn('cloudwatch', ELSEWHERE, OWN_ACCOUNT, ALARM),
  pause: arn('ssm', HERE, OTHER_ACCOUNT, PAUSE),
  pauseElsewhere: arn('ssm', ELSEWHERE, OWN_ACCOUNT, PAUSE),
  path: arn('ssm', HERE, OTHER_ACCOUNT, PATH),
  pathElsewhere: arn('ssm', ELSEWHERE, OWN_ACCOUNT, PATH),
  parameterElsewhere: arn('ssm', ELSEWHERE, OWN_ACCOUNT, PARAMETER),
  stack: (name: string) => arn('cloudformation', HERE, OTHER_ACCOUNT, stack(name)),
  stackElsewhere: (name: string) => arn('cloudformation', ELSEWHERE, OWN_ACCOUNT, stack(name)),
  execution: arn('ssm', HERE, OTHER_ACCOUNT, EXECUTION),
  executionElsewhere: arn('ssm', ELSEWHERE, OWN_ACCOUNT, EXECUTION),
  bus: (name: string) => arn('events', 'eu-west-1', OTHER_ACCOUNT, `event-bus/${name}`),
} as const;

/** A request to tag a user with these keys. */
export function tagUser(...keys: readonly string[]): AuthorizationRequest {
  const values = keys.map((key) => [`aws:RequestTag/${key}`, 'value']);
  return request('iam:TagUser', own.user, { 'aws:TagKeys': keys, ...Object.fromEntries(values) });
}

/** A request to remove the tags of these keys from a user. */
export function untagUser(...keys: readonly string[]): AuthorizationRequest {
  return request('iam:UntagUser', own.user, { 'aws:TagKeys': keys });
}

/** A request to the table of the ledger that names items of these kinds; it names none without kinds. */
export function ledger(
  operation: string,
  kinds: readonly string[],
  table: string = own.table,
): AuthorizationRequest {
  return request(`dynamodb:${operation}`, table, kinds.length > 0 ? { 'dynamodb:LeadingKeys': kinds } : {});
}

/** A request to pass a role to a service. */
export function passRole(roleArn: string, service: string): AuthorizationRequest {
  return request('iam:PassRole', roleArn, { 'iam:PassedToService': `${service}.amazonaws.com` });
}

/** A request to invoke a function. */
export function invoke(functionArn: string): AuthorizationRequest {
  return request('lambda:InvokeFunction', functionArn);
}
