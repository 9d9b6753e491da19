/** The errors of the rule: each says what was expected, what came and, where it helps, what to do. */

/** A value as it came, short enough for a message. */
export function show(received: unknown): string {
  const text = received === undefined ? 'nothing' : asJson(received);
  return text.length <= 200 ? text : `${text.slice(0, 200)}… (${text.length} characters)`;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Such as lists in lists, ten thousand deep: the stack ends before they do.
    return 'a value that JSON cannot show';
  }
}

/** Thrown when a function is loaded: its environment lacks a variable that it cannot work without. */
export class MissingEnvironmentError extends Error {
  override readonly name = 'MissingEnvironmentError';

  constructor(variable: string, meaning: string) {
    super(`environment variable ${variable}: expected ${meaning}; received nothing`);
  }
}

/** Thrown before anything else happens: a rule or runbook parameter has a name or value that nobody defined. */
export class InvalidParameterError extends Error {
  override readonly name = 'InvalidParameterError';

  constructor(parameter: string, expected: string, received: unknown) {
    super(`parameter ${parameter}: expected ${expected}; received ${show(received)}`);
  }
}

/** Thrown before anything else happens: the event is not of the form that its sender documents. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';

  constructor(member: string, expected: string, received: unknown, options?: ErrorOptions) {
    super(`${member}: expected ${expected}; received ${show(received)}`, options);
  }
}

/** Thrown where AWS answers without a member that its documentation promises: unknown is no verdict. */
export class MalformedAnswerError extends Error {
  override readonly name = 'MalformedAnswerError';

  constructor(member: string, received: unknown) {
    super(`${member}: expected a value in the answer of AWS; received ${show(received)}`);
  }
}

/** Thrown before anything else happens: Config sent a message that this rule has no answer for. */
export class UnsupportedMessageTypeError extends Error {
  override readonly name = 'UnsupportedMessageTypeError';

  constructor(received: unknown) {
    super(
      'invokingEvent.messageType: expected ScheduledNotification, ConfigurationItemChangeNotification or ' +
        `OversizedConfigurationItemChangeNotification; received ${show(received)}. ` +
        'Give the rule the trigger ScheduledNotification only',
    );
  }
}

/** Config answered a second time that it could not take an evaluation. */
export class UnreportedError extends Error {
  override readonly name = 'UnreportedError';

  constructor() {
    super('AWS Config named the evaluation among FailedEvaluations twice');
  }
}

/** The work on one user was given up, so that what is known could be reported in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor() {
    super("given up short of the function's deadline");
  }
}

/** What could not be done in a run: for whom (a user, or the listing itself) and why. */
export interface Failure {
  readonly subject: string;
  readonly cause: unknown;
}

/** How many failures the message of `IncompleteRunError` spells out. */
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
      .map(({ subject, cause }) => `${subject}: ${describe(cause)}`);
    const more = failures.length > SPELLED_OUT ? [`and ${failures.length - SPELLED_OUT} more`] : [];
    const what = `${failures.length} of the run's steps failed (users listed: ${users})`;
    super(`${what}; all else was reported. ${[...first, ...more].join('; ')}`, { cause: failures[0]?.cause });
    this.failures = failures;
  }
}

/** An error in one line, its name first. */
export function describe(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : show(cause);
}
