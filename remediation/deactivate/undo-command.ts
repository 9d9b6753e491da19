import type { AccessKeyId, UserId } from '../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';

/** The deactivation that the command undoes. */
export interface UndoOptions {
  readonly region: string;
  /** The ARN of the role with which the runbook runs. */
  readonly roleArn: string;
  /** The policy of the deactivation: the undo exempts the user for at most its `exemptionMaxDays`. */
  readonly policy: Policy;
  readonly userId: UserId;
  readonly keys: readonly AccessKeyId[];
}

/**
 * The command that sets the keys to Active again, for a POSIX shell with the AWS CLI: it starts the reactivation runbook
 * once for each key.
 */
export function undoCommand({ region, roleArn, policy, userId, keys }: UndoOptions): string {
  const { exemptionMaxDays } = policy;
  return keys
    .map((key) => {
      const parameters = {
        AutomationAssumeRole: [roleArn],
        IAMUserId: [userId],
        AccessKeyId: [key],
        ...(exemptionMaxDays !== DEFAULT_POLICY.exemptionMaxDays && {
          ExemptionMaxDays: [String(exemptionMaxDays)],
        }),
      };
      return (
        `aws ssm start-automation-execution --region ${region} --document-name ` +
        `${RUNBOOKS.reactivate.name} --parameters '${JSON.stringify(parameters)}'`
      );
    })
    .join(' && ');
}
