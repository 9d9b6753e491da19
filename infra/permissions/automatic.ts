import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { Permission } from './permission-type.ts';
import { CONFIG_RULES, EXECUTIONS, roleArn, runbookDefinition, ssmArn } from './resources.ts';

/**
 * The permissions that the role of the remediation function has only if keys are deactivated without a
 * person.
 */
export const AUTOMATIC_PERMISSIONS: readonly Permission[] = [
  {
    action: 'config:GetComplianceDetailsByConfigRule',
    resource: CONFIG_RULES,
    reason: 'read which users AWS Config shows as NON_COMPLIANT',
  },
  {
    action: 'ssm:StartAutomationExecution',
    // The Systems Manager User Guide's examples name the first two resources, the Service Authorization
    // Reference also the third.
    resource: [ssmArn(`document/${RUNBOOKS.deactivate.name}`), EXECUTIONS, runbookDefinition('deactivate')],
    reason: 'start the runbook that deactivates keys, so that every deactivation has a receipt',
  },
  {
    action: 'iam:PassRole',
    resource: roleArn(NAMES.automationRole),
    condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    reason: 'let the runbook run with the role of the runbooks',
  },
];
