import type { AccessKeyId, UserId } from '../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import { automationRoleArn } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { RunContext } from '../shared/services.ts';

/** The deactivation that the command undoes. */
export interface UndoOptions {
  /** The ARN of the role for the command; if empty, the role `one-active-key-automation` of this account. */
  readonly automationAssumeRole: string;
  /** The policy of the deactivation: the undo exempts the user for at most its `exemptionMaxDays`. */
  readonly policy: Policy;
  readonly userId: UserId;
  readonly keys: readonly AccessKeyId[];
}

/**
 * The command that sets the keys to Active again, for a POSIX shell with the AWS CLI: it starts the reactivation runbook
 * once for each key.
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
      return (
        `aws ssm start-automation-execution --region ${context.region} --document-name ` +
        `${RUNBOOKS.reactivate.name} --parameters '${JSON.stringify(parameters)}'`
      );
    })
    .join(' && ');
}
