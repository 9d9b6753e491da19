import type { Policy } from '../../../policy/policy.ts';
import { automationRoleArn } from '../../../product/role-path.ts';
import { explain } from '../../account/aws-errors.ts';
import type { Identity } from '../../account/identity.ts';
import {
  type PolicyOptions,
  policyOf,
  readDeployedPolicy,
  toRunbookParameters,
} from '../../account/policy.ts';
import type { BatchOptions, Session } from '../../runbooks/batch.ts';

/** The options of an undo that decide `exemptionMaxDays` and the automation role of its executions. */
export interface CommonOptions
  extends Pick<PolicyOptions, 'exemptionMaxDays'>,
    Pick<BatchOptions, 'rolePath'> {}

/** Reads the parameters of the undo's runbook that all its keys share, but not for how long it exempts. */
export async function readCommonParameters(
  session: Session,
  identity: Identity,
  { exemptionMaxDays, rolePath }: CommonOptions,
): Promise<Record<string, string>> {
  return {
    AutomationAssumeRole: automationRoleArn(identity, rolePath),
    ...toRunbookParameters(await readExemptionLimit(session, identity, exemptionMaxDays)),
  };
}

/** The deployed rule's `exemptionMaxDays`, or the given one; empty if neither is known. */
async function readExemptionLimit(
  { account, io }: Session,
  identity: Identity,
  given: string | undefined,
): Promise<Partial<Policy>> {
  try {
    const { exemptionMaxDays } = given
      ? policyOf({ exemptionMaxDays: given })
      : await readDeployedPolicy({}, account, identity);
    return { exemptionMaxDays };
  } catch (error) {
    // An undo may be urgent, and the runbook has a default: a rule that was deleted or cannot be read must
    // not stop the undo.
    io.err(
      `The rule's exemptionMaxDays could not be read, so the default of the runbook applies. ${explain(error)}\n`,
    );
    return {};
  }
}
