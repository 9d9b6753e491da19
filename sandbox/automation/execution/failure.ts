/** What AWS does with a step at the time; it begins the message of a failure. */
export type Stage =
  | 'validating and resolving the step inputs'
  | 'Execute/Cancelling action'
  | 'Poll action status for completion';

const ADVICE = 'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';

/** A step cannot go on; what is thrown besides this is a mistake in the sandbox and ends the request. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly status: 'Failed' | 'TimedOut';

  constructor(why: string, stage: Stage = 'Execute/Cancelling action') {
    super(`Step fails when it is ${stage}. ${why.replace(/\.$/, '')}. ${ADVICE}`);
    this.status = 'Failed';
  }
}

/** A step took longer than it may. */
export class StepTimeout extends StepFailure {
  override readonly status = 'TimedOut';

  constructor(seconds: number) {
    super(`The step timed out after ${seconds} seconds`, 'Poll action status for completion');
  }
}
