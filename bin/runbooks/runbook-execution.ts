/** One execution of a runbook, or a failed attempt to start one, as the receipts file contains it. */
export interface RunbookExecution {
  readonly userName: string;
  readonly userId: string;
  /** Empty if no execution is known. */
  readonly automationExecutionId: string;
  /**
   * Automation's status, `InProgress`, `Success`, `Failed`, …; `NotStarted` if AWS refused the start, and
   * `Unknown` if it is not known whether the execution was started, or whether it has ended.
   */
  readonly status: string;
  /**
   * The runbook's outputs by name, such as `Outcome` and `Reason`; empty until the execution has succeeded.
   */
  readonly outputs: Readonly<Record<string, string>>;
  /** Why it failed; empty if it did not. */
  readonly failure: string;
}

/** Whether the execution has ended, so that its status no longer changes. */
export function hasEnded({ status }: Pick<RunbookExecution, 'status'>): boolean {
  return status === 'NotStarted' || FINAL_STATUSES.includes(status);
}

/** The final statuses of an execution (API reference, AutomationExecutionStatus). */
const FINAL_STATUSES = [
  'Success',
  'TimedOut',
  'Cancelled',
  'Failed',
  'Rejected',
  'Exited',
  'ChangeCalendarOverrideRejected',
  'CompletedWithSuccess',
  'CompletedWithFailure',
];

/** The key IDs in an output that is a list: separated by commas, or `none`. */
export function keysIn(outputs: RunbookExecution['outputs'], name: string): string[] {
  return (outputs[name] ?? '').split(', ').filter((id) => id !== '' && id !== 'none');
}
