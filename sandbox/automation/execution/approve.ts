import { APPROVAL_TIMEOUT_SECONDS, approveInputs } from '../document/approve-inputs.ts';
import type { Step } from '../document/runbook.ts';
import type { ApprovalOutputs, ApprovalRequest } from './approval.ts';
import { StepFailure } from './failure.ts';

/** The services that aws:approve uses. */
export interface ApprovalServices {
  readonly clock: { now(): Date };
  /**
   * Waits until approvers have decided; throws a `StepTimeout` if they have not in time, a `StepCancelled` if
   * the execution is cancelled.
   */
  readonly waitForApproval: (request: ApprovalRequest) => Promise<ApprovalOutputs>;
  /**
   * Whether a rejection fails the step, as is likely, or only is its output ApprovalStatus; AWS does not
   * document it.
   */
  readonly rejectionFailsStep: boolean;
}

/**
 * Waits until the approvers have decided, and returns the outputs; throws a `StepFailure` for a rejection,
 * unless a rejected step succeeds. Nobody is sent a message.
 */
export async function approve(
  step: Step,
  inputs: Step['inputs'],
  { clock, waitForApproval, rejectionFailsStep }: ApprovalServices,
): Promise<ApprovalOutputs> {
  const [complaint] = approveInputs(inputs, `Step ${step.name}.inputs`);
  if (complaint !== undefined) throw new StepFailure(complaint, 'validating and resolving the step inputs');
  const { Approvers: approvers, MinRequiredApprovals: minRequiredApprovals = 1 } = inputs;
  const { timeoutSeconds = APPROVAL_TIMEOUT_SECONDS.default } = step;
  const requestedAt = clock.now();
  const outputs = await waitForApproval({
    step,
    inputs,
    approvers: approvers as readonly string[],
    minRequiredApprovals: Number(minRequiredApprovals),
    requestedAt,
    timeoutAt: new Date(requestedAt.getTime() + timeoutSeconds * 1_000),
  });
  if (outputs.ApprovalStatus === 'Rejected' && rejectionFailsStep) {
    throw new StepFailure('The approval was rejected', 'Poll action status for completion');
  }
  return outputs;
}
