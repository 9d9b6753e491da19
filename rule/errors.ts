/** The errors of the rule: each says what was expected, what was received and, if it helps, what to do. */

import { describeError, describeValue } from '../product/describe.ts';

/** Thrown before anything is read: AWS Config sent a message of a type that the rule does not support. */
export class UnsupportedMessageTypeError extends Error {
  override readonly name = 'UnsupportedMessageTypeError';

  constructor(received: unknown) {
    super(
      'invokingEvent.messageType: expected ScheduledNotification, ConfigurationItemChangeNotification or ' +
        `OversizedConfigurationItemChangeNotification; received ${describeValue(received)}. ` +
        'Configure the rule with the trigger ScheduledNotification only',
    );
  }
}

/** AWS Config refused an evaluation twice. */
export class UnreportedError extends Error {
  override readonly name = 'UnreportedError';

  constructor() {
    super(
      'AWS Config returned the evaluation in FailedEvaluations twice. The next run reports the evaluation again',
    );
  }
}

/** The user was renamed twice while the run read the user's keys: nothing tells whose keys they were. */
export class RenamedError extends Error {
  override readonly name = 'RenamedError';

  constructor() {
    super(
      'expected a user that keeps its name during a run; the user was renamed twice. Start an evaluation again',
    );
  }
}

/**
 * The second listing of users ended early, so that nothing confirms whose keys a run has read under this
 * name.
 */
export class UnconfirmedNameError extends Error {
  override readonly name = 'UnconfirmedNameError';

  constructor() {
    super(
      'expected the name of the user in the second listing, which is incomplete. The next run reports the user',
    );
  }
}

/** What failed in a run: the user, or the listing, that it concerns, and the cause. */
export interface Failure {
  readonly subject: string;
  readonly cause: unknown;
  /** The unique id of the user that has no new evaluation; absent if the failure concerns no single user. */
  readonly userId?: string;
}

/** Throws `IncompleteRunError` if a step of a run that listed this number of users failed. */
export function assertComplete(failures: readonly Failure[], users: number): void {
  if (failures.length > 0) throw new IncompleteRunError(failures, users);
}

/** How many failures the message of `IncompleteRunError` names. */
const FAILURES_IN_MESSAGE = 3;

/**
 * Thrown at the end of a run, after everything known was reported: some users have no new evaluation, so AWS
 * Config keeps their last one. `failures` has all failures.
 */
export class IncompleteRunError extends Error {
  override readonly name = 'IncompleteRunError';
  readonly failures: readonly Failure[];

  constructor(failures: readonly Failure[], users: number) {
    const first = failures
      .slice(0, FAILURES_IN_MESSAGE)
      .map(({ subject, cause }) => `${subject}: ${describeError(cause)}`);
    const more =
      failures.length > FAILURES_IN_MESSAGE ? [`and ${failures.length - FAILURES_IN_MESSAGE} more`] : [];
    const summary = `Failed steps of the run: ${failures.length} (users listed: ${users})`;
    super(`${summary}; all other evaluations were reported. ${[...first, ...more].join('; ')}`, {
      cause: failures[0]?.cause,
    });
    this.failures = failures;
  }
}
