import { Construct } from 'constructs';
import { DELETION_PERMISSIONS, SCHEDULED_DELETION_PERMISSIONS } from '../permissions/deletion.ts';
import { addIf } from './existence.ts';
import type { RemediationFunction } from './remediation-function.ts';
import { addPolicy } from './role.ts';
import type { StackContext } from './stack-context.ts';

/** The context of the stack, and the function that deletes keys. */
export interface DeletionProps {
  readonly context: StackContext;
  readonly remediationFunction: RemediationFunction;
}

/**
 * The permissions to delete keys, and to start deletions in the daily pass. Without the parameter Deletion
 * neither exists: the role of the remediation function then has no permission to delete
 * (docs/decisions/0023).
 */
export class Deletion extends Construct {
  constructor(scope: Construct, id: string, { context, remediationFunction }: DeletionProps) {
    super(scope, id);
    const { settings, conditions } = context;
    const { roleName } = remediationFunction;
    addIf(conditions.canDelete, () =>
      addPolicy(this, 'Policy', {
        policyName: 'one-active-key-deletion',
        permissions: DELETION_PERMISSIONS,
        roleName,
        settings,
      }),
    );
    addIf(conditions.deletesDaily, () =>
      addPolicy(this, 'DailyPolicy', {
        policyName: 'one-active-key-scheduled-deletion',
        permissions: SCHEDULED_DELETION_PERMISSIONS,
        roleName,
        settings,
      }),
    );
  }
}
