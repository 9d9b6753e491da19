import { NAMES } from '../../../product/names.ts';
import { EXEMPT_UNTIL_TAG } from '../../../product/tags.ts';
import type { AuthorizationRequest } from '../../support/simulator.ts';
import { foreign, ledger, own, passRole, request, untagUser } from './requests.ts';

/** The requests that IAM must deny to all our roles, by title. */
export const FORBIDDEN_TO_ALL: Readonly<Record<string, AuthorizationRequest>> = {
  ...titled([
    // Users, keys and passwords.
    request('iam:CreateAccessKey', own.user),
    request('iam:DeleteAccessKey', own.user),
    request('iam:CreateUser', own.user),
    request('iam:DeleteUser', own.user),
    request('iam:UpdateUser', own.user),
    request('iam:AttachUserPolicy', own.user),
    request('iam:DetachUserPolicy', own.user),
    request('iam:PutUserPolicy', own.user),
    request('iam:PutUserPermissionsBoundary', own.user),
    request('iam:CreateLoginProfile', own.user),
    request('iam:UpdateLoginProfile', own.user),
    request('iam:DeactivateMFADevice', own.user),
    untagUser(EXEMPT_UNTIL_TAG),
    // Groups and roles.
    request('iam:AddUserToGroup', own.group),
    request('iam:PutGroupPolicy', own.group),
    request('iam:TagRole', own.role('admin'), { 'aws:TagKeys': [EXEMPT_UNTIL_TAG] }),
    request('iam:UntagRole', own.role('admin'), { 'aws:TagKeys': [EXEMPT_UNTIL_TAG] }),
    request('iam:CreateRole', own.role('admin')),
    request('iam:DeleteRole', own.role('admin')),
    request('iam:AttachRolePolicy', own.role(NAMES.ruleFunction)),
    request('iam:PutRolePolicy', own.role(NAMES.ruleFunction)),
    request('iam:UpdateAssumeRolePolicy', own.role(NAMES.automationRole)),
    request('sts:AssumeRole', own.role('admin')),
    // Config rules, their evaluations and remediations.
    request('config:PutConfigRule', own.configRule),
    request('config:DeleteConfigRule', own.configRule),
    request('config:DeleteEvaluationResults', own.configRule),
    request('config:PutRemediationConfigurations', own.remediation),
    request('config:DeleteRemediationConfiguration', own.remediation),
    request(
      'config:StopConfigurationRecorder',
      'arn:aws:config:us-east-1:111122223333:configuration-recorder/default/x',
    ),
    // Functions, schedules and logs.
    request('lambda:UpdateFunctionCode', own.function(NAMES.remediationFunction)),
    request('lambda:AddPermission', own.function(NAMES.remediationFunction)),
    request('scheduler:UpdateSchedule', own.schedule(NAMES.scheduleGroup)),
    request('scheduler:DeleteSchedule', own.schedule(NAMES.scheduleGroup)),
    request('scheduler:DeleteScheduleGroup', own.scheduleGroup(NAMES.scheduleGroup)),
    request('logs:CreateLogGroup', own.logGroup(NAMES.ruleFunction)),
    request('logs:DeleteLogGroup', own.logGroup(NAMES.ruleFunction)),
    request('logs:PutRetentionPolicy', own.logGroup(NAMES.ruleFunction)),
    request('logs:DeleteLogStream', own.logStream(NAMES.ruleFunction)),
    request('ssm:StartAutomationExecution', 'arn:aws:ssm:us-east-1:111122223333:automation-definition/x:1'),
    // The ledger.
    ledger('UpdateItem', ['KEY']),
    ledger('BatchWriteItem', ['KEY']),
    ledger('PartiQLUpdate', ['KEY']),
    ledger('Scan', []),
    ledger('UpdateTable', []),
    ledger('DeleteTable', []),
    ledger('PutResourcePolicy', []),
    ledger('RestoreTableToPointInTime', []),
    request('ssm:PutParameter', own.parameter),
    request('ssm:DeleteParameter', own.parameter),
  ]),
  'iam:PassRole of a role outside the product to Lambda': passRole(own.role('admin'), 'lambda'),
  'iam:PassRole of a role outside the product to Scheduler': passRole(own.role('admin'), 'scheduler'),
  'iam:PassRole of the automation role to SSM': passRole(own.role(NAMES.automationRole), 'ssm'),
  'iam:PassRole of another account’s role with the name of the scheduler’s role': passRole(
    foreign.role(NAMES.schedulerRole),
    'scheduler',
  ),
};

function titled(requests: readonly AuthorizationRequest[]): Record<string, AuthorizationRequest> {
  return Object.fromEntries(requests.map((each) => [each.action, each]));
}
