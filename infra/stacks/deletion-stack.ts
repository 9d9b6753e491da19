import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { VERSION } from '../../product/version.ts';
import { addPolicy } from '../constructs/role.ts';
import { Runbooks } from '../constructs/runbooks.ts';
import { ScheduledDeletion } from '../constructs/scheduled-deletion.ts';
import { addDeletionOutputs } from '../outputs.ts';
import { DELETION } from '../parameters.ts';
import { DELETION_PERMISSIONS } from '../permissions.ts';
import { addParameters } from '../stack-parameters.ts';
import { PlainStack } from './plain-stack.ts';

const DESCRIPTION = `One Active Key ${VERSION}: deletes, after a soak, the access keys that it deactivated. Deploy beside the stack OneActiveKey (or OneActiveKeyMember), in its account and Region, and delete it before that one. A deleted key cannot be brought back.`;

/**
 * `OneActiveKeyDeletion`: the one act that nobody can undo comes with a template of its own, so that nothing of the
 * product may delete a key where nobody has asked for it (docs/decisions/0014).
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
