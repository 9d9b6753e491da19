/** A run that left a receipt: every run that ended without an error, but for dry runs. */
export interface HistoryEntry {
  /** ISO 8601: when the run ended. */
  readonly at: string;
  readonly operation: string;
  /** One of those in docs/reference.md. */
  readonly outcome: string;
  /** Null unless the run refused. */
  readonly refusalCode: string | null;
  readonly userId: string;
  /** The name at that time, else the present one; null if neither is known. */
  readonly userName: string | null;
  /** The keys that the run deactivated, gave back or deleted. */
  readonly accessKeyIds: readonly string[];
  /** Null unless the run deactivated. */
  readonly keptAccessKeyId: string | null;
  readonly reason: string;
  /** The command that undoes a deactivation; null if there is none, or another text in its place. */
  readonly undo: string | null;
  /** Null if no runbook invoked the function. */
  readonly automationExecutionId: string | null;
  readonly startedBy: Starter;
}

/** Why nobody knows who started a run. */
export const NOT_KNOWN = {
  NoExecution: 'no runbook invoked the function',
  NotKept: 'Systems Manager keeps an execution for 30 days',
  NoSuchExecution:
    'Systems Manager has no such execution although the run is younger than 30 days: the function was invoked without a runbook, or the receipt is false',
  NotTold: 'the execution does not tell',
  NotRead: 'the execution could not be read',
} as const;

/** Who started a run: an ARN, or why it is not known. */
export type Starter =
  | { readonly arn: string; readonly notKnown: null }
  | { readonly arn: null; readonly notKnown: keyof typeof NOT_KNOWN };
