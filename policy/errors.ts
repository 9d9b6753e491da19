import { describeValue } from '../product/describe.ts';

/**
 * Thrown before anything is read or written: a parameter of the rule or of a runbook has an unknown name or
 * an invalid value.
 */
export class InvalidParameterError extends Error {
  override readonly name = 'InvalidParameterError';

  constructor(parameter: string, expected: string, received: unknown) {
    super(`parameter ${parameter}: expected ${expected}; received ${describeValue(received)}`);
  }
}
