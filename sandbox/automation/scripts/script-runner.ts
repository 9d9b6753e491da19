/** A script that aws:executeScript runs. */
export interface ScriptInvocation {
  /** `python3.11`, … */
  readonly runtime: string;
  readonly script: string;
  readonly handler: string;
  /** The handler's first argument. */
  readonly events: unknown;
  /** The handler's second argument. */
  readonly context: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** The last name in the selector of each output: the names of the values that the handler should return. */
  readonly outputNames: readonly string[];
}

/** The result of a script. */
export interface ScriptResult {
  /** The return value of the handler. */
  readonly value: unknown;
  /** Says that the script was not run, and why; absent if it was run. */
  readonly note?: string;
}

/**
 * Runs the script of aws:executeScript; throws a `StepFailure` if it fails and a `StepTimeout` if it exceeds
 * its timeout.
 */
export type ScriptRunner = (invocation: ScriptInvocation) => Promise<ScriptResult>;
