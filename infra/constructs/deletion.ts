import { Construct } from 'constructs';
import { DELETION_PERMISSIONS, SCHEDULED_DELETION_PERMISSIONS } from '../permissions/deletion.ts';
import { applyCondition } from './apply-condition.ts';
import type { RemediationFunction } from './remediation-function.ts';
import { addPolicy } from './role.ts';
import type { StackContext } from './stack-context.ts';

/** The context of the stack, and the function that deletes keys. */
export interface DeletionProps {
  readonly context: StackContext;
  readonly remediationFunction: RemediationFunction;
}

/**
 * The permissions to delete keys, and to start deletions in the daily pass. Without the parameter Deletion neither exists: the role
 * of the remediation function then has no permission to delete (docs/decisions/0023).
 */
export class Deletion extends Construct {
  constructor(scope: Construct, id: string, { context, remediationFunction }: DeletionProps) {
    super(scope, id);
    const { canDelete, deletesDaily } = context.conditions;
    const { roleName } = remediationFunction;
    const policy = addPolicy(this, 'Policy', {
      policyName: 'one-active-key-deletion',
      permissions: DELETION_PERMISSIONS,
      roleName,
    });
    applyCondition(canDelete, policy);
    const dailyPolicy = addPolicy(this, 'DailyPolicy', {
      policyName: 'one-active-key-scheduled-deletion',
      permissions: SCHEDULED_DELETION_PERMISSIONS,
      roleName,
    });
    applyCondition(deletesDaily, dailyPolicy);
  }
}
