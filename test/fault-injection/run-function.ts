import { REQUEST_TIMEOUTS } from '../../aws/timeouts.ts';
import { deployHandlers } from '../../demo/deployment.ts';
import type { Telling } from '../../demo/handlers.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { untilNoCalls } from '../support/rule.ts';
import { acceptMessagesOf } from './accepted-messages.ts';
import { RETRIES, TIMEOUTS } from './alarms.ts';
import type { CallLog } from './faults.ts';

/** The result of one invocation. */
export interface InvocationResult {
  readonly failed: boolean;
  /** Empty if it did not fail. */
  readonly errorType: string;
  /** The message of the error, or the whole answer as JSON. */
  readonly message: string;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** The results of all invocations for one event, in their order. */
export interface Course {
  readonly attempts: readonly InvocationResult[];
  readonly first: InvocationResult;
  readonly last: InvocationResult;
}

/** The function that receives the event, and whether Lambda repeats a failed invocation of it. */
export interface Sender {
  readonly functionName: string;
  readonly isAsynchronous: boolean;
  /** The attempts that the SDK makes for each call, as in the function's index.ts. */
  readonly sdkAttempts: number;
  /** The parameters of the stack; by default it tells nobody. */
  readonly telling?: Telling;
}

/** The step by which the clock advances while every call hangs, in milliseconds. */
const CLOCK_STEP = 10_000;

/**
 * Runs a function as Lambda does: each invocation is new and ends at its timeout; failed invocations are
 * repeated.
 */
export async function run(
  account: SandboxAccount,
  sender: Sender,
  event: unknown,
  log: CallLog,
): Promise<Course> {
  const attempts: InvocationResult[] = [];
  const maxAttempts = 1 + (sender.isAsynchronous ? (RETRIES[sender.functionName] ?? 0) : 0);
  while (attempts.length < maxAttempts && (attempts.at(-1)?.failed ?? true)) {
    // Lambda waits one minute before its first retry and two minutes before its second (Lambda Developer
    // Guide).
    if (attempts.length > 0) account.clock.advance(attempts.length * 60_000);
    log.startRun();
    attempts.push(await runOnce(account, sender, event));
  }
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (!first || !last) throw new Error('Expected at least one invocation; received none');
  return { attempts, first, last };
}

async function runOnce(account: SandboxAccount, sender: Sender, event: unknown): Promise<InvocationResult> {
  let hasEnded = false;
  deployHandlers(account, {
    maxAttempts: sender.sdkAttempts,
    timeouts: TIMEOUTS,
    telling: sender.telling ?? {},
    socketTimeout: REQUEST_TIMEOUTS.socketTimeout,
    // An ended function makes no more calls.
    gate: () => (hasEnded ? new Promise<never>(() => {}) : Promise.resolve()),
  });
  if (sender.telling) acceptMessagesOf(account);
  let result: Awaited<ReturnType<typeof account.functions.invoke>> | undefined;
  const work = account.functions.invoke(sender.functionName, event).then((ended) => {
    result = ended;
  });
  while (!result) {
    await untilNoCalls(account, () => result !== undefined);
    if (!result) account.clock.advance(CLOCK_STEP);
  }
  await work;
  hasEnded = true;
  const answer = JSON.parse(result.Payload) as InvocationResult['answer'];
  const failed = result.FunctionError !== undefined;
  const text = (member: string) => String(answer[member]);
  return {
    failed,
    answer,
    errorType: failed ? text('errorType') : '',
    message: failed ? text('errorMessage') : result.Payload,
  };
}
