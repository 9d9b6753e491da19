import type { Policy } from '../../../policy/policy.ts';
import { automationRoleArn } from '../../../product/role-path.ts';
import type { Identity } from '../../account/identity.ts';
import { toRunbookParameters } from '../../account/policy.ts';
import type { BatchOptions } from '../../runbooks/batch.ts';
import type { RunbookStart } from '../../runbooks/batch-report.ts';

/** The parameters of the deactivation runbook that are the same for all users of an account. */
export function deactivationParameters(
  identity: Identity,
  policy: Policy,
  { rolePath, dryRun }: Pick<BatchOptions, 'rolePath' | 'dryRun'>,
): RunbookStart['parameters'] {
  return {
    AutomationAssumeRole: automationRoleArn(identity, rolePath),
    ...toRunbookParameters(policy),
    DryRun: String(Boolean(dryRun)),
  };
}
