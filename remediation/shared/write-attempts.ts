import { classifyFailedWrite, type FailedWrite } from './iam-writes.ts';
import type { RemediationServices } from './services.ts';

/** The pauses after the attempts at a write that IAM throttled, in milliseconds. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000] as const;

/**
 * How long a run waits after an answer that was lost before it looks at the key, in milliseconds: the request may be under way for
 * as long as the client's time-outs (`aws/timeouts.ts`), and IAM shows a write within seconds.
 */
const LOST_ANSWER_PAUSE_MS = 30_000;

/** The result of the attempts at a write. */
export type WriteEffect =
  /** IAM accepted an attempt. */
  | 'accepted'
  /** A look found nothing to do, and no attempt of this run can have had an effect. */
  | 'unnecessary'
  /** A look found nothing to do after an attempt whose answer was lost: it may have been this run or somebody else. */
  | 'unproven';

/** A write of a key. */
export interface Write {
  /** Looks at the keys before each attempt: false if there is nothing to do any more; throws if it must not be done. */
  readonly isNecessary: () => Promise<boolean>;
  /** Makes one attempt. */
  readonly attempt: () => Promise<void>;
  /** Called after each attempt that may have had an effect although it failed. */
  readonly onUnknown?: () => void;
}

/**
 * Makes a write attempt by attempt, and looks at the keys before each one: a person may change them between two attempts.
 *
 * Throws the error of `isNecessary`, and the error of IAM if it refuses the write or if the last attempt fails.
 */
export async function writeByAttempts(
  { wait }: Pick<RemediationServices, 'wait'>,
  { isNecessary, attempt, onUnknown = () => {} }: Write,
): Promise<WriteEffect> {
  let ifUnnecessary: WriteEffect = 'unnecessary';
  for (const pauseMs of PAUSES_MS) {
    if (!(await isNecessary())) return ifUnnecessary;
    const failure = await failureOf({ attempt, onUnknown });
    if (!failure) return 'accepted';
    if (failure === 'unknown') ifUnnecessary = 'unproven';
    await wait(failure === 'unknown' ? LOST_ANSWER_PAUSE_MS : pauseMs);
  }
  if (!(await isNecessary())) return ifUnnecessary;
  await lastAttempt({ attempt, onUnknown });
  return 'accepted';
}

type Attempt = Required<Omit<Write, 'isNecessary'>>;

/** What a failed attempt says about its effect; undefined if IAM accepted it. Throws the error if IAM refused the attempt. */
async function failureOf({ attempt, onUnknown }: Attempt): Promise<FailedWrite | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    const failure = classifyFailedWrite(error);
    if (failure === 'refused') throw error;
    if (failure === 'unknown') onUnknown();
    return failure;
  }
}

async function lastAttempt({ attempt, onUnknown }: Attempt): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (classifyFailedWrite(error) === 'unknown') onUnknown();
    throw error;
  }
}
