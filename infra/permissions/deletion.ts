import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { Permission } from './permission-type.ts';
import { EXECUTIONS, roleArn, runbookDefinition, ssmArn, USERS } from './resources.ts';

/** The permissions that the role of the remediation function has only if keys may be deleted. */
export const DELETION_PERMISSIONS: readonly Permission[] = [
  {
    action: 'iam:DeleteAccessKey',
    resource: USERS,
    reason: 'delete a key that the product deactivated, after its soak',
  },
];

/** The further permissions that it has only if keys are deleted daily. */
export const SCHEDULED_DELETION_PERMISSIONS: readonly Permission[] = [
  {
    action: 'ssm:StartAutomationExecution',
    // The Systems Manager User Guide's examples name the first two resources, the Service Authorization
    // Reference also the third.
    resource: [ssmArn(`document/${RUNBOOKS.delete.name}`), EXECUTIONS, runbookDefinition('delete')],
    reason: 'start the runbook that deletes a key, so that every deletion has a receipt',
  },
  {
    action: 'iam:PassRole',
    resource: roleArn(NAMES.automationRole),
    condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    reason: 'let the runbook run with the role of the runbooks',
  },
];
