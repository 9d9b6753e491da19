/** What became of one execution of a runbook, or of the wish for one. */
export interface RunbookExecution {
  readonly userName: string;
  readonly userId: string;
  /** Empty where no execution is known. */
  readonly automationExecutionId: string;
  /**
   * Automation's own: `InProgress`, `Success`, `Failed`, …; `NotStarted` where AWS refused to start it, and `Unknown` where
   * it may have been started, or may have ended, and nobody could say.
   */
  readonly status: string;
  /** The runbook's outputs by their names, `Outcome`, `Reason` and so on; empty until it has succeeded. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Why it failed; empty where it did not. */
  readonly failure: string;
}

/** Whether it is known how this ended, and that it will not change. */
export function isOver({ status }: Pick<RunbookExecution, 'status'>): boolean {
  return status === 'NotStarted' || OVER.includes(status);
}

/** The statuses in which an execution stays (API reference, AutomationExecutionStatus). */
const OVER = [
  ...['Success', 'TimedOut', 'Cancelled', 'Failed', 'Rejected', 'Exited'],
  ...['ChangeCalendarOverrideRejected', 'CompletedWithSuccess', 'CompletedWithFailure'],
];

/** The ids of keys in an output that holds a list, as Automation writes it: separated by commas, or `none`. */
export function keysIn(outputs: RunbookExecution['outputs'], name: string): string[] {
  return (outputs[name] ?? '').split(', ').filter((id) => id !== '' && id !== 'none');
}
