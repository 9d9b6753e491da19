import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { VERSION } from '../../product/version.ts';
import { addPolicy } from '../constructs/role.ts';
import { Runbooks } from '../constructs/runbooks.ts';
import { ScheduledDeletion } from '../constructs/scheduled-deletion.ts';
import { DELETION } from '../parameters/parameters.ts';
import { addParameters } from '../parameters/stack-parameters.ts';
import { DELETION_PERMISSIONS } from '../permissions/deletion.ts';
import { addDeletionOutputs } from './outputs.ts';
import { PlainStack } from './plain-stack.ts';

const DESCRIPTION = `One Active Key ${VERSION}: deletes access keys that One Active Key deactivated, after a soak. Deploy this stack to the account and Region of the stack OneActiveKey or OneActiveKeyMember, and delete this stack before that one. A deleted access key cannot be restored.`;

/**
 * The stack `OneActiveKeyDeletion`: the only operation that cannot be undone has its own template, so that without this
 * stack no role of the product may delete a key (docs/decisions/0014).
 */
export class DeletionStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, DESCRIPTION);
    const parameters = addParameters(this, [DELETION]);
    addPolicy(this, 'Policy', {
      policyName: 'one-active-key-deletion',
      permissions: DELETION_PERMISSIONS,
      roleName: NAMES.remediationFunction,
    });
    new Runbooks(this, 'Runbook', ['delete']);
    new ScheduledDeletion(this, 'Schedule', parameters);
    addDeletionOutputs(this);
  }
}
