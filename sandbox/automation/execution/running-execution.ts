import { type ApprovalOutputs, type ApprovalRequest, type ApproverDecision, outputsOf } from './approval.ts';
import { StepCancelled, type StepFailure, StepTimeout } from './failure.ts';

/** Waits for the approval that a step asks for. */
export type WaitForApproval = (request: ApprovalRequest) => Promise<ApprovalOutputs>;

interface Wait {
  readonly request: ApprovalRequest;
  readonly decisions: readonly ApproverDecision[];
  readonly resolve: (outputs: ApprovalOutputs) => void;
  readonly reject: (failure: StepFailure) => void;
}

/** An execution that can wait for approvals; it starts at once. */
export class RunningExecution<Result> {
  #wait: Wait | undefined;
  #result: Result | undefined;
  #onWait = () => {};
  readonly #ended: Promise<void>;

  constructor(run: (waitForApproval: WaitForApproval) => Promise<Result>) {
    const waitForApproval: WaitForApproval = (request) =>
      new Promise((resolve, reject) => {
        this.#wait = { request, decisions: [], resolve, reject };
        this.#onWait();
      });
    this.#ended = run(waitForApproval).then((result) => {
      this.#result = result;
    });
  }

  /**
   * The approval that the execution waits for, and the outputs of the step so far; undefined if it does not
   * wait.
   */
  get waitsFor(): { readonly request: ApprovalRequest; readonly outputs: ApprovalOutputs } | undefined {
    if (!this.#wait) return undefined;
    const { request, decisions } = this.#wait;
    return { request, outputs: outputsOf(request, decisions) };
  }

  /** The result once the execution has ended. */
  get result(): Result | undefined {
    return this.#result;
  }

  /** Resolves when the execution has ended or waits. Rejects for a mistake in the sandbox. */
  settled(): Promise<void> {
    const waits = new Promise<void>((resolve) => {
      this.#onWait = resolve;
      if (this.#wait !== undefined) resolve();
    });
    return Promise.race([this.#ended, waits]);
  }

  /** Adds a decision to the approval that the execution waits for. */
  decide(decision: ApproverDecision): void {
    if (!this.#wait) return;
    const { request, resolve } = this.#wait;
    const decisions = [...this.#wait.decisions, decision];
    this.#wait = { ...this.#wait, decisions };
    const outputs = outputsOf(request, decisions);
    if (outputs.ApprovalStatus === 'Waiting') return;
    this.#wait = undefined;
    resolve(outputs);
  }

  /** Ends the wait as timed out if its time is over. */
  timeOut(now: Date): void {
    if (!this.#wait || now < this.#wait.request.timeoutAt) return;
    const { timeoutAt, requestedAt } = this.#wait.request;
    this.#fail(new StepTimeout((timeoutAt.getTime() - requestedAt.getTime()) / 1_000));
  }

  /** Ends the wait and the execution. */
  cancel(): void {
    this.#fail(new StepCancelled());
  }

  #fail(failure: StepFailure): void {
    this.#wait?.reject(failure);
    this.#wait = undefined;
  }
}
