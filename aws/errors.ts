/** The errors of what AWS sends, of the environment in which it starts a function, and of the time that it gives. */

import { describeValue } from '../product/describe.ts';

/** Thrown while a function is being loaded: a required environment variable is not set. */
export class MissingEnvironmentError extends Error {
  override readonly name = 'MissingEnvironmentError';

  constructor(variable: string, meaning: string) {
    super(`environment variable ${variable}: expected ${meaning}; received nothing`);
  }
}

/** Thrown before anything is read or written: the event does not have the form that its sender documents. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';

  constructor(field: string, expected: string, received: unknown, options?: ErrorOptions) {
    super(`${field}: expected ${expected}; received ${describeValue(received)}`, options);
  }
}

/** Thrown where a response of AWS lacks a member that its documentation guarantees. It is never taken for a verdict. */
export class MalformedAnswerError extends Error {
  override readonly name = 'MalformedAnswerError';

  constructor(member: string, received: unknown) {
    super(`${member}: expected a value in the answer of AWS; received ${describeValue(received)}`);
  }
}

/** Thrown where work was abandoned because the deadline of the run had come. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor() {
    super("given up short of the function's deadline");
  }
}
