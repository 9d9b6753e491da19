import type { Step } from '../document/runbook.ts';

/** What a step aws:approve asks for. */
export interface ApprovalRequest {
  readonly step: Step;
  /** The inputs with their references replaced. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** User names, and ARNs of users, roles and sessions. */
  readonly approvers: readonly string[];
  readonly minRequiredApprovals: number;
  readonly requestedAt: Date;
  /** The time from which on nobody can decide any more. */
  readonly timeoutAt: Date;
}

/** What an approver decided. AWS documents a map for each approver, and not its members. */
export interface ApproverDecision {
  readonly Approver: string;
  readonly ApprovalStatus: 'Approve' | 'Reject';
  readonly Comment?: string;
}

/** The outputs of the step (user guide, "aws:approve"). */
export type ApprovalOutputs = {
  readonly ApprovalStatus: 'Approved' | 'Rejected' | 'Waiting';
  readonly ApproverDecisions: readonly ApproverDecision[];
};

/**
 * What the decisions amount to. The guide says that the automation resumes after the required number of
 * approvals; that one rejection ends the wait is an assumption.
 */
export function outputsOf(
  { minRequiredApprovals }: ApprovalRequest,
  decisions: readonly ApproverDecision[],
): ApprovalOutputs {
  const approvals = decisions.filter(({ ApprovalStatus: status }) => status === 'Approve').length;
  if (approvals < decisions.length) return { ApprovalStatus: 'Rejected', ApproverDecisions: decisions };
  const isApproved = approvals >= minRequiredApprovals;
  return { ApprovalStatus: isApproved ? 'Approved' : 'Waiting', ApproverDecisions: decisions };
}
