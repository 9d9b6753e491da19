import { REQUEST_TIMEOUTS } from '../../aws/timeouts.ts';
import { deployFunctions } from '../../demo/deployment.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { quiet } from '../support/rule.ts';
import { RETRIES, TIMEOUTS } from './alarms.ts';
import type { Watch } from './faults.ts';

/** How an invocation ended. */
export interface Ended {
  readonly failed: boolean;
  /** Empty if it did not fail. */
  readonly errorType: string;
  /** Of the error, or the whole answer. */
  readonly message: string;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** All that became of one event: every attempt of Lambda's, the first one first. */
export interface Course {
  readonly attempts: readonly Ended[];
  readonly first: Ended;
  readonly last: Ended;
}

/** Who sends the event, and so whether Lambda runs a failed invocation again. */
export interface Sender {
  readonly functionName: string;
  readonly isAsynchronous: boolean;
  /** How often the SDK tries, as in the function's index.ts. */
  readonly sdkAttempts: number;
}

/** The pace of the clock while all that is under way hangs, in milliseconds. */
const STEP = 10_000;

/** Lets a function run as Lambda does: in a process of its own, to its end or to its timeout, and again where it failed. */
export async function run(
  account: SandboxAccount,
  sender: Sender,
  event: unknown,
  watch: Watch,
): Promise<Course> {
  const attempts: Ended[] = [];
  const most = 1 + (sender.isAsynchronous ? (RETRIES[sender.functionName] ?? 0) : 0);
  while (attempts.length < most && (attempts.at(-1)?.failed ?? true)) {
    // Lambda's own pauses: one minute, then two.
    if (attempts.length > 0) account.clock.advance(attempts.length * 60_000);
    watch.restart();
    attempts.push(await runOnce(account, sender, event));
  }
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (!first || !last) throw new Error('Nothing was run');
  return { attempts, first, last };
}

async function runOnce(account: SandboxAccount, sender: Sender, event: unknown): Promise<Ended> {
  let isOver = false;
  deployFunctions(account, {
    maxAttempts: sender.sdkAttempts,
    timeouts: TIMEOUTS,
    socketTimeout: REQUEST_TIMEOUTS.socketTimeout,
    // A function that Lambda has ended makes no more calls.
    gate: () => (isOver ? new Promise<never>(() => {}) : Promise.resolve()),
  });
  let result: Awaited<ReturnType<typeof account.functions.invoke>> | undefined;
  const work = account.functions.invoke(sender.functionName, event).then((ended) => {
    result = ended;
  });
  while (!result) {
    await quiet(account, () => result !== undefined);
    if (!result) account.clock.advance(STEP);
  }
  await work;
  isOver = true;
  const answer = JSON.parse(result.Payload) as Ended['answer'];
  const failed = result.FunctionError !== undefined;
  const text = (member: string) => String(answer[member]);
  return {
    failed,
    answer,
    errorType: failed ? text('errorType') : '',
    message: failed ? text('errorMessage') : result.Payload,
  };
}
