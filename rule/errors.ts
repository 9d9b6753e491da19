/** The errors of the rule: each says what was expected, what came and, where it helps, what to do. */

import { describeError, describeValue } from '../product/describe.ts';

/** Thrown before anything is read: AWS Config sent a message of a type that the rule does not support. */
export class UnsupportedMessageTypeError extends Error {
  override readonly name = 'UnsupportedMessageTypeError';

  constructor(received: unknown) {
    super(
      'invokingEvent.messageType: expected ScheduledNotification, ConfigurationItemChangeNotification or ' +
        `OversizedConfigurationItemChangeNotification; received ${describeValue(received)}. ` +
        'Give the rule the trigger ScheduledNotification only',
    );
  }
}

/** AWS Config refused an evaluation twice. */
export class UnreportedError extends Error {
  override readonly name = 'UnreportedError';

  constructor() {
    super('AWS Config named the evaluation among FailedEvaluations twice');
  }
}

/** What failed in a run: the user, or the listing, that it concerns, and the cause. */
export interface Failure {
  readonly subject: string;
  readonly cause: unknown;
}

/** How many failures the message of `IncompleteRunError` names. */
const SPELLED_OUT = 3;

/**
 * Thrown at the end of a run, after everything known was reported: some users have no new evaluation, so Config keeps
 * their last one. `failures` has them all.
 */
export class IncompleteRunError extends Error {
  override readonly name = 'IncompleteRunError';
  readonly failures: readonly Failure[];

  constructor(failures: readonly Failure[], users: number) {
    const first = failures
      .slice(0, SPELLED_OUT)
      .map(({ subject, cause }) => `${subject}: ${describeError(cause)}`);
    const more = failures.length > SPELLED_OUT ? [`and ${failures.length - SPELLED_OUT} more`] : [];
    const what = `${failures.length} of the run's steps failed (users listed: ${users})`;
    super(`${what}; all else was reported. ${[...first, ...more].join('; ')}`, { cause: failures[0]?.cause });
    this.failures = failures;
  }
}
