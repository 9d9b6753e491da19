/** The errors that every function can have: of its environment, of what AWS sends, and of its time limit. */

import { describeValue } from '../product/describe.ts';

/** Thrown while a function is being loaded: a required environment variable is not set. */
export class MissingEnvironmentError extends Error {
  override readonly name = 'MissingEnvironmentError';

  constructor(variable: string, meaning: string) {
    super(`environment variable ${variable}: expected ${meaning}; received nothing`);
  }
}

/** Thrown while a function is being loaded: an environment variable has another value than it may have. */
export class MalformedEnvironmentError extends Error {
  override readonly name = 'MalformedEnvironmentError';

  constructor(variable: string, expected: string, received: string) {
    super(`environment variable ${variable}: expected ${expected}; received ${describeValue(received)}`);
  }
}

/** Thrown where the account and the Region of a function are needed: the text is no ARN of a function. */
export class MalformedFunctionArnError extends Error {
  override readonly name = 'MalformedFunctionArnError';

  constructor(received: string) {
    const expected = 'the ARN of a function, arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME';
    super(`expected ${expected}; received ${describeValue(received)}`);
  }
}

/** Thrown before anything is read or written: the event does not have the form that its sender documents. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';

  constructor(field: string, expected: string, received: unknown) {
    super(`${field}: expected ${expected}; received ${describeValue(received)}`);
  }
}

/**
 * Thrown if an answer of AWS lacks a member that its documentation guarantees; no verdict follows from such
 * an answer.
 */
export class MalformedAnswerError extends Error {
  override readonly name = 'MalformedAnswerError';

  constructor(member: string, received: unknown) {
    super(`${member}: expected a value in the answer of AWS; received ${describeValue(received)}`);
  }
}

/** Thrown by work that was stopped so that the function could report before Lambda's time limit. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor() {
    super('stopped because the time limit of the function was near');
  }
}

/** The user no longer has an access key that an earlier listing showed: somebody deleted it meanwhile. */
export class AccessKeyGoneError extends Error {
  override readonly name = 'AccessKeyGoneError';

  constructor(key: string, cause: unknown) {
    super(`the access key ${key} was deleted after the keys of its user had been listed`, { cause });
  }
}
