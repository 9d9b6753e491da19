/** One execution of a runbook, or a failed attempt to start one, as the receipts file holds it. */
export interface RunbookExecution {
  readonly userName: string;
  readonly userId: string;
  /** Empty if no execution is known. */
  readonly automationExecutionId: string;
  /**
   * Automation's status, `InProgress`, `Success`, `Failed`, …; `NotStarted` if AWS refused to start it, and `Unknown` if it may
   * have been started, or may have ended.
   */
  readonly status: string;
  /** The runbook's outputs by their names, `Outcome`, `Reason` and so on; empty until it has succeeded. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Why it failed; empty if it did not. */
  readonly failure: string;
}

/** Whether the execution has ended, and its status will not change. */
export function isOver({ status }: Pick<RunbookExecution, 'status'>): boolean {
  return status === 'NotStarted' || OVER.includes(status);
}

/** The final statuses of an execution (API reference, AutomationExecutionStatus). */
const OVER = [
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

/** The ids of keys in an output that holds a list: separated by commas, or `none`. */
export function keysIn(outputs: RunbookExecution['outputs'], name: string): string[] {
  return (outputs[name] ?? '').split(', ').filter((id) => id !== '' && id !== 'none');
}
