/** The stage of a step at which it fails; the message of a failure begins with it. */
export type Stage =
  | 'validating and resolving the step inputs'
  | 'Execute/Cancelling action'
  | 'Poll action status for completion';

const ADVICE = 'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';

/** A step failed. Any other error is a mistake in the sandbox and rejects the request. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly status: 'Failed' | 'TimedOut' | 'Cancelled';

  constructor(why: string, stage: Stage = 'Execute/Cancelling action') {
    super(`Step fails when it is ${stage}. ${why.replace(/\.$/, '')}. ${ADVICE}`);
    this.status = 'Failed';
  }
}

/** A step exceeded its timeout. */
export class StepTimeout extends StepFailure {
  override readonly status = 'TimedOut';

  constructor(seconds: number) {
    super(`The step timed out after ${seconds} seconds`, 'Poll action status for completion');
  }
}

/** The execution was cancelled while the step waited: no other step runs. */
export class StepCancelled extends StepFailure {
  override readonly status = 'Cancelled';

  constructor() {
    super('The execution was cancelled', 'Execute/Cancelling action');
  }
}
