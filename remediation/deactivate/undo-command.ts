import type { AccessKeyId, UserId } from '../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import { automationRoleArn } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { RunContext } from '../shared/services.ts';

/** What an undo has to know. */
export interface UndoOptions {
  /** Empty stands for the role of the fixed name in this account. */
  readonly automationAssumeRole: string;
  /** What the deactivation was decided with: an undo exempts for no longer than that allows. */
  readonly policy: Policy;
  readonly userId: UserId;
  readonly keys: readonly AccessKeyId[];
}

/**
 * The ready command that sets the keys to Active again, for a POSIX shell with the AWS CLI: one start of the
 * reactivation runbook a key.
 */
export function undoCommand(context: RunContext, { policy, userId, keys, ...options }: UndoOptions): string {
  const role = options.automationAssumeRole || automationRoleArn(context);
  const { exemptionMaxDays } = policy;
  return keys
    .map((key) => {
      const parameters = {
        AutomationAssumeRole: [role],
        IAMUserId: [userId],
        AccessKeyId: [key],
        ...(exemptionMaxDays !== DEFAULT_POLICY.exemptionMaxDays && {
          ExemptionMaxDays: [String(exemptionMaxDays)],
        }),
      };
      return `aws ssm start-automation-execution --region ${context.region} --document-name ${RUNBOOKS.reactivate.name} --parameters '${JSON.stringify(parameters)}'`;
    })
    .join(' && ');
}
