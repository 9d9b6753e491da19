import { Construct } from 'constructs';
import { AUTOMATIC_PERMISSIONS } from '../permissions/automatic.ts';
import { addIf } from './existence.ts';
import type { RemediationFunction } from './remediation-function.ts';
import { addPolicy } from './role.ts';
import type { StackContext } from './stack-context.ts';

/** The context of the stack, and the function that makes the daily pass. */
export interface AutomaticDeactivationProps {
  readonly context: StackContext;
  readonly remediationFunction: RemediationFunction;
}

/**
 * The permissions to deactivate keys in the daily pass. They exist only if the parameter Remediation is
 * Automatic.
 */
export class AutomaticDeactivation extends Construct {
  constructor(scope: Construct, id: string, { context, remediationFunction }: AutomaticDeactivationProps) {
    super(scope, id);
    const { settings, conditions } = context;
    addIf(conditions.isAutomatic, () =>
      addPolicy(this, 'Policy', {
        policyName: 'one-active-key-automatic',
        permissions: AUTOMATIC_PERMISSIONS,
        roleName: remediationFunction.roleName,
        settings,
      }),
    );
  }
}
