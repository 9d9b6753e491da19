import { RUNBOOKS } from '../product/runbooks.ts';
import { type AccessKeyId, isAccessKeyId, isUserId, type UserId } from './identifiers.ts';
import { DEFAULT_POLICY, PARAMETERS } from './parameters.ts';
import type { Policy } from './policy.ts';

/** The keys of a user that were deactivated, and the runbook that sets them to Active again. */
export interface Deactivation {
  readonly region: string;
  /** The ARN of the role with which the runbook runs. */
  readonly roleArn: string;
  readonly userId: UserId;
  readonly keys: readonly AccessKeyId[];
}

/** The deactivation that the command undoes. */
export interface UndoOptions extends Deactivation {
  /** The policy of the deactivation: the undo exempts the user for at most its `exemptionMaxDays`. */
  readonly policy: Pick<Policy, 'exemptionMaxDays'>;
}

/**
 * The command that sets the keys to Active again, for a POSIX shell with the AWS CLI: it starts the
 * reactivation runbook once for each key.
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

/** The only value in the command that the deactivation does not give: at most three digits. */
const EXEMPTION_MAX_DAYS = /"ExemptionMaxDays":\["(\d{1,3})"\]/;

/**
 * Whether a text is, character for character, what `undoCommand` gives for the deactivation with some policy.
 */
export function isUndoCommand(text: string, deactivation: Deactivation): boolean {
  if (!isUserId(deactivation.userId) || !deactivation.keys.every(isAccessKeyId)) return false;
  const days = EXEMPTION_MAX_DAYS.exec(text)?.[1];
  const exemptionMaxDays = days === undefined ? DEFAULT_POLICY.exemptionMaxDays : Number(days);
  const { min, max } = PARAMETERS.exemptionMaxDays;
  if (exemptionMaxDays < min || exemptionMaxDays > max) return false;
  return text === undoCommand({ ...deactivation, policy: { exemptionMaxDays } });
}
