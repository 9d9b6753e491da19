import type { UserId } from '../../policy/identifiers.ts';
import type { Policy } from '../../policy/policy.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import type { RemediationServices } from '../shared/services.ts';

/**
 * The runbook and the parameters of the automatic deactivation of a user, as Config's own remediation gives
 * them.
 */
export function deactivationOf(
  userId: UserId,
  policy: Policy,
  { automationRoleArn }: Pick<RemediationServices, 'automationRoleArn'>,
): [document: string, parameters: Readonly<Record<string, string>>] {
  const parameters = {
    AutomationAssumeRole: automationRoleArn,
    IAMUserId: userId,
    SelectionStrategy: policy.selectionStrategy,
    RotationGraceHours: String(policy.rotationGraceHours),
    ProtectUsedWithinDays: String(policy.protectUsedWithinDays),
    ExemptionMaxDays: String(policy.exemptionMaxDays),
    Automatic: 'true',
  };
  return [RUNBOOKS.deactivate.name, parameters];
}
