import { NAMES } from '../../product/names.ts';
import type { Permission } from './permission-type.ts';
import {
  EXECUTIONS,
  NO_RESOURCE_TYPE,
  PARAMETER_PATH,
  PAUSE_PARAMETER,
  roleArn,
  ssmArn,
} from './resources.ts';

/**
 * The permissions of people who start a runbook, by the name of its document (docs/operate.md, "Remediate,
 * undo, exempt").
 */
export function startRunbookPermissions(documentName: string): readonly Permission[] {
  return [
    {
      action: 'ssm:StartAutomationExecution',
      // The Systems Manager User Guide's examples name the first two resources, the Service Authorization
      // Reference also the third.
      resource: [
        ssmArn(`document/${documentName}`),
        EXECUTIONS,
        ssmArn(`automation-definition/${documentName}:*`),
      ],
      reason: 'start the runbook',
    },
    {
      action: 'iam:PassRole',
      resource: roleArn(NAMES.automationRole),
      condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
      reason: 'let the runbook run with the role of the runbooks',
    },
    {
      action: 'ssm:GetAutomationExecution',
      resource: NO_RESOURCE_TYPE,
      reason: 'see the receipt of the execution, also of one that somebody else started',
    },
  ];
}

/** What the button Remediate of the AWS Config console needs as well. */
export const REMEDIATE_PERMISSIONS: readonly Permission[] = [
  {
    action: 'config:StartRemediationExecution',
    resource: NO_RESOURCE_TYPE,
    reason: 'choose Remediate in the AWS Config console',
  },
  ...['config:Describe*', 'config:Get*', 'ssm:DescribeAutomation*'].map((action) => ({
    action,
    resource: NO_RESOURCE_TYPE,
    reason: 'see the rule, its results and the executions in the console',
  })),
];

/** What `pause` and `resume` need (docs/operate.md, "Stop everything automatic"). */
export const PAUSE_PERMISSIONS: readonly Permission[] = [
  { action: 'ssm:PutParameter', resource: PAUSE_PARAMETER, reason: 'stop everything automatic, and say why' },
  { action: 'ssm:DeleteParameter', resource: PAUSE_PARAMETER, reason: 'start it again' },
  {
    action: 'ssm:GetParametersByPath',
    resource: PARAMETER_PATH,
    reason:
      'see whether it is paused, be sure that a pause was written, and be warned where no stack is in the Region: a pause there stops ' +
      'nothing',
  },
  {
    action: 'ssm:GetParameterHistory',
    resource: PAUSE_PARAMETER,
    reason: 'see since when it is paused, and by whom',
  },
];
