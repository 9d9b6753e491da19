import type { Permission } from './permission-type.ts';
import {
  CONFIG_RULES,
  EXECUTIONS,
  LEDGER_PARAMETER,
  NO_RESOURCE_TYPE,
  OWN_ACCOUNT,
  OWN_ALARMS,
  OWN_LOGS,
  OWN_STACK,
  PARAMETER_PATH,
  PAUSE_PARAMETER,
} from './resources.ts';
import { READ_USERS } from './role-permissions.ts';

/** What docs/audit.md asks of a period: whether the control ran, was paused, and did what has no receipt. */
const READ_OPERATION: readonly Permission[] = [
  {
    action: 'logs:FilterLogEvents',
    resource: OWN_LOGS,
    reason: 'read the counts of each evaluation, and dry runs and errors, which have no receipt',
  },
  {
    action: 'cloudwatch:GetMetricStatistics',
    resource: NO_RESOURCE_TYPE,
    reason: 'count the completed sweeps of each day; the numbers of every other metric can be read, too',
  },
  {
    action: 'cloudwatch:DescribeAlarmHistory',
    resource: OWN_ALARMS,
    reason: 'see when an alarm was on, and whether somebody changed it',
  },
  {
    action: 'ssm:GetParametersByPath',
    resource: PARAMETER_PATH,
    reason: 'see whether everything automatic is paused, and why',
  },
  {
    action: 'ssm:GetParameterHistory',
    resource: PAUSE_PARAMETER,
    reason: 'see since when it is paused, and by whom',
  },
];

/**
 * The permissions of the role of reviewers, beside those on the ledger (LEDGER_ACCESS); none of them changes
 * anything.
 */
export const REVIEWER_PERMISSIONS: readonly Permission[] = [
  ...READ_USERS,
  {
    action: 'iam:GetAccountAuthorizationDetails',
    resource: NO_RESOURCE_TYPE,
    reason:
      'read the groups, tags and policies of all users at once, for an inventory of who may do what with a key',
  },
  {
    action: 'iam:GetAccountSummary',
    resource: NO_RESOURCE_TYPE,
    reason: 'see whether the root user has access keys',
  },
  {
    action: 'iam:GenerateCredentialReport',
    resource: NO_RESOURCE_TYPE,
    reason: 'have IAM make a report that is not older than four hours; nothing but the report changes',
  },
  {
    action: 'iam:GetCredentialReport',
    resource: NO_RESOURCE_TYPE,
    reason: 'see who has a password for the console, in one call for all users',
  },
  {
    action: 'iam:ListAccountAliases',
    resource: NO_RESOURCE_TYPE,
    reason: 'show the name of the account beside its id',
  },
  {
    action: 'config:DescribeConfigRules',
    resource: NO_RESOURCE_TYPE,
    reason: 'find the deployed rule and its parameters',
  },
  {
    action: 'config:GetComplianceDetailsByConfigRule',
    resource: CONFIG_RULES,
    reason: 'read the results of the rule with their times, as evidence',
  },
  {
    action: 'cloudtrail:LookupEvents',
    resource: NO_RESOURCE_TYPE,
    reason:
      'see who uses each key of a user, in every Region: the management events of 90 days, whoever caused them',
  },
  {
    action: 'account:ListRegions',
    resource: OWN_ACCOUNT,
    reason: 'know in which Regions to look for uses of a key',
  },
  {
    action: 'ssm:GetAutomationExecution',
    resource: EXECUTIONS,
    reason:
      'read who started the execution that a receipt names; cloudtrail:LookupEvents shows the ids of all others, and so their ' +
      'parameters and outputs can be read, too',
  },
  {
    action: 'cloudformation:DescribeStacks',
    resource: OWN_STACK,
    reason: 'read the parameters of this stack, and its outputs',
  },
  {
    action: 'ssm:GetParameter',
    resource: LEDGER_PARAMETER,
    reason:
      'find the table of the ledger by the same command in every account, or learn that there is none; CloudFormation ' +
      'generates its name',
  },
  ...READ_OPERATION,
];
