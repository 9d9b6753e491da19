import type { LiveClients } from './clients.ts';
import type { TestUser } from './test-user.ts';

/** The time of a run, which a simulation replaces. */
export interface Clock {
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The account, and who asks. */
export interface Caller {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly arn: string;
}

/** What one question leaves for a later one. */
export interface Notes {
  /** When the key that stays active was used first; undefined before. */
  firstUsedAt?: Date;
  /** Whether the first use of the key that stays active was shown. */
  isUseShown: boolean;
  /** Whether AWS refused the attempt to use the deactivated key; undefined before the attempt. */
  isAttemptRefused?: boolean;
}

/** What every question works with. */
export interface Scene extends Clock {
  readonly caller: Caller;
  /** The clients of the person who runs the program. */
  readonly clients: LiveClients;
  readonly user: TestUser;
  /** The clients of the test user, by its key that stays active. */
  readonly asUser: LiveClients;
  /** The clients of the test user, by its key that is deactivated. */
  readonly asUserWithInactiveKey: LiveClients;
  readonly startedAt: Date;
  readonly notes: Notes;
}

/** Repeats an attempt until `isDone` accepts its result or the time is over; returns the last result. */
export async function repeatUntil<Result>(
  { now, wait }: Clock,
  attempt: () => Promise<Result>,
  { isDone, everyMs, forMs }: Repetition<Result>,
): Promise<Result> {
  const end = now().getTime() + forMs;
  for (;;) {
    const result = await attempt();
    if (isDone(result) || now().getTime() + everyMs > end) return result;
    await wait(everyMs);
  }
}

/** How long and how often something is repeated. */
export interface Repetition<Result> {
  readonly isDone: (result: Result) => boolean;
  readonly everyMs: number;
  readonly forMs: number;
}

/**
 * The name of the error with which AWS refuses a call; undefined if it answers. Throws what says nothing
 * about the question.
 */
export async function refusalOf(call: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (isRefusal(error)) return error.name;
    throw error;
  }
}

/** An error without an answer of AWS, of a rate limit, or of AWS's own is no refusal. */
function isRefusal(error: unknown): error is Error {
  const { $metadata: { httpStatusCode = 0 } = {} } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return (
    error instanceof Error && httpStatusCode >= 400 && httpStatusCode < 500 && !/Throttl/.test(error.name)
  );
}
