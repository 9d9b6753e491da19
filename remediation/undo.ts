import type { AccessKeyId, UserId } from '../rule/policy/identifiers.ts';
import { RUNBOOKS } from './runbooks.ts';
import type { RunContext } from './services.ts';

/**
 * The ready command that sets the keys to Active again, for a POSIX shell with the AWS CLI: one start of the
 * reactivation runbook a key. `assumeRole` empty stands for the role of the fixed name in this account.
 */
export function undoCommand(
  { partition, region, accountId }: RunContext,
  assumeRole: string,
  userId: UserId,
  keys: readonly AccessKeyId[],
): string {
  const role = assumeRole || `arn:${partition}:iam::${accountId}:role/one-active-key-automation`;
  return keys
    .map((key) => {
      const parameters = { AutomationAssumeRole: [role], IAMUserId: [userId], AccessKeyId: [key] };
      return `aws ssm start-automation-execution --region ${region} --document-name ${RUNBOOKS.reactivate.name} --parameters '${JSON.stringify(parameters)}'`;
    })
    .join(' && ');
}
