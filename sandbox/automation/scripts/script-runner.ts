/** What aws:executeScript is to run. */
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
  /** The last name of each output's selector: what the handler is expected to return. */
  readonly wanted: readonly string[];
}

/** What came of it. */
export interface ScriptResult {
  /** What the handler returned. */
  readonly value: unknown;
  /** Says that, and why, the script was not really run. */
  readonly note?: string;
}

/** Runs the script of aws:executeScript; throws a `StepFailure` where it fails, a `StepTimeout` where it hangs. */
export type ScriptRunner = (invocation: ScriptInvocation) => Promise<ScriptResult>;
