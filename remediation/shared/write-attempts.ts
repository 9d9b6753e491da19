import { MAX_LANDING_MS } from '../../ledger/assumptions.ts';
import { classifyFailedWrite, type FailedWrite } from './iam-writes.ts';
import type { RemediationServices } from './services.ts';
import type { UserRun } from './user-run.ts';

/** The pauses after the attempts at a write that IAM throttled, in milliseconds. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000] as const;

/**
 * How long a run waits after an answer that was lost before it looks at the key, in milliseconds: the request
 * may be under way for as long as the client's time-outs (`aws/timeouts.ts`), and IAM shows a write within
 * seconds.
 */
const LOST_ANSWER_PAUSE_MS = MAX_LANDING_MS;

/** The result of the attempts at a write. */
export type WriteEffect =
  /** IAM accepted an attempt. */
  | 'accepted'
  /** A look found nothing to do, and no attempt of this run can have had an effect. */
  | 'unnecessary'
  /**
   * A look found nothing to do after an attempt whose answer was lost: it may have been this run or somebody
   * else.
   */
  | 'unproven';

/** A write of a key. */
export interface Write {
  /**
   * Looks at the keys before each attempt: false if there is nothing to do any more; throws if it must not be
   * done.
   */
  readonly isNecessary: () => Promise<boolean>;
  /** Makes one attempt. */
  readonly attempt: () => Promise<void>;
  /** The pauses before further attempts; by default four of them. A write with none makes one attempt. */
  readonly pausesMs?: readonly number[];
  /** Called once, after the first attempt that may have had an effect although it failed. */
  readonly onUnknown?: () => void;
}

/**
 * Makes a write attempt by attempt. Before each one it proves the lease and looks at the keys, in this order:
 * people hold no lease, so the look is as near to the attempt as it can be. After an attempt that had, or may
 * have had, an effect, the run is in doubt until the caller has verified it.
 *
 * Throws the error of `isNecessary`, the errors of the ledger, and the error of IAM if it refuses the write
 * or if the last attempt fails.
 */
export async function writeByAttempts(
  { wait }: Pick<RemediationServices, 'wait'>,
  run: Pick<UserRun, 'assertMayWrite' | 'assertInTime' | 'setDoubt'>,
  { isNecessary, attempt, pausesMs = PAUSES_MS, onUnknown = () => {} }: Write,
): Promise<WriteEffect> {
  const pauses: number[] = [...pausesMs];
  let ifUnnecessary: 'unnecessary' | 'unproven' = 'unnecessary';
  for (;;) {
    await run.assertMayWrite();
    if (!(await isNecessary())) return ifUnnecessary;
    // The proof and the looks take time, too.
    run.assertInTime();
    const failed = await failureOf(attempt);
    if (!failed || failed.effect === 'unknown') run.setDoubt(true);
    if (!failed) return 'accepted';
    if (failed.effect === 'unknown' && ifUnnecessary === 'unnecessary') {
      onUnknown();
      ifUnnecessary = 'unproven';
    }
    await wait(pauseAfter(failed, pauses.shift()));
  }
}

/** A failed attempt: its error, and what it says about its effect. */
interface FailedAttempt {
  readonly error: unknown;
  readonly effect: FailedWrite;
}

/** Undefined if IAM accepted the attempt. */
async function failureOf(attempt: Write['attempt']): Promise<FailedAttempt | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    return { error, effect: classifyFailedWrite(error) };
  }
}

/** The pause before the next look; throws the error of the attempt if there is to be no further one. */
function pauseAfter({ error, effect }: FailedAttempt, pauseMs: number | undefined): number {
  if (effect === 'refused' || pauseMs === undefined) throw error;
  return effect === 'unknown' ? LOST_ANSWER_PAUSE_MS : pauseMs;
}

/** After which time, in milliseconds, IAM usually shows a write (IAM User Guide, "Troubleshooting IAM"). */
const SECOND_LOOK_MS = 5_000;

/**
 * Whether a second look at the keys finds a write necessary, when IAM shows the latest write: an earlier look
 * may have been too early for it.
 */
export async function isNecessaryAtSecondLook(
  { wait }: Pick<RemediationServices, 'wait'>,
  look: Write['isNecessary'],
): Promise<boolean> {
  await wait(SECOND_LOOK_MS);
  return look();
}

/**
 * A look that finds a write unnecessary only if a second look does, too: a single one may show the keys as
 * they were before the latest write. Only for a write that does no harm if it is made in vain.
 */
export function twice(services: Pick<RemediationServices, 'wait'>, look: Write['isNecessary']) {
  return async (): Promise<boolean> => (await look()) || isNecessaryAtSecondLook(services, look);
}

/** The clause of a reason for a write that is `unproven`; `what` is what happened to the key. */
export function describeDoubt(what: string): string {
  return `the answer to an attempt of this run was lost, so this run or somebody else ${what}`;
}
