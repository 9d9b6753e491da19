import type { Identity } from '../account/identity.ts';
import type { PeopleDecision } from '../decisions/row.ts';
import { hasEnded, type RunbookExecution } from './runbook-execution.ts';

/**
 * The decision that was shown before the start. The runbook decides again: its decision is in the outputs.
 */
export interface ShownDecision {
  readonly complianceType: string;
  readonly explanation: string;
  /** The keys that the plan deactivates; empty if it deactivates none. */
  readonly surplusAccessKeyIds: readonly string[];
}

/**
 * One execution of a runbook, with everything that one asks about it later, as the receipts file contains it.
 */
export interface ExecutionReceipt extends RunbookExecution {
  /** The name of the runbook. */
  readonly document: string;
  readonly accountId: string;
  /** Empty if the account has no alias; null if that is not known. */
  readonly accountAlias: string | null;
  readonly region: string;
  /** The ARN of the caller, from STS; null if it is not known. */
  readonly operator: string | null;
  /** ISO 8601; by the clock of the command. */
  readonly startedAt: string;
  /** ISO 8601: when the command saw that the execution had ended; null until then. */
  readonly endedAt: string | null;
  /** The parameters of the runbook, as it was started. */
  readonly parameters: Readonly<Record<string, string>>;
  /**
   * Null if no decision was shown: the user could not be read, or the runbook is not that of deactivations.
   */
  readonly decision: ShownDecision | null;
  /** What people decided in a decision file; null if the command had none. */
  readonly decided: PeopleDecision | null;
}

/** What a receipt has besides its execution. */
export interface Act {
  readonly document: string;
  readonly identity: Identity;
  readonly startedAt: Date;
  readonly parameters: ExecutionReceipt['parameters'];
  readonly decision: ShownDecision | undefined;
  readonly decided?: PeopleDecision | undefined;
}

/** The receipt of an execution as it is at a time. */
export function receiptOf(act: Act, execution: RunbookExecution, now: Date): ExecutionReceipt {
  const { accountId, accountAlias = null, region, operator = null } = act.identity;
  return {
    ...execution,
    document: act.document,
    accountId,
    accountAlias,
    region,
    operator,
    startedAt: act.startedAt.toISOString(),
    endedAt: hasEnded(execution) ? now.toISOString() : null,
    parameters: act.parameters,
    decision: act.decision ?? null,
    decided: act.decided ?? null,
  };
}
