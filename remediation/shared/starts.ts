import type { SSMClient } from '@aws-sdk/client-ssm';
import type { UserId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import { PausedError, readPause } from './pause.ts';
import type { RemediationServices } from './services.ts';

/** A user on whom a runbook works, and the automation execution. */
export interface StartedExecution {
  readonly userId: UserId;
  readonly automationExecutionId: string;
}

/**
 * How many executions of a runbook a pass starts at most. Automation runs 100 executions at once (Systems
 * Manager quotas), and other executions of the account need some of them; 50 starts take one minute of the
 * function's five minutes.
 */
const MAX_STARTS = 50;

/**
 * The pause between two starts, in milliseconds: Automation allows one start per second (Systems Manager
 * quotas).
 */
const START_PAUSE_MS = 1_000;

/** A runbook could not be started. */
export class StartFailedError extends Error {
  override readonly name = 'StartFailedError';

  constructor(cause: unknown) {
    super(describeError(cause), { cause });
  }
}

/** The starts of one runbook in one pass. */
export interface Starts {
  /** Whether no further start is allowed: there were enough, or one has failed, as the next one would. */
  readonly isOver: () => boolean;
  /** Starts the runbook for a user; throws `StartFailedError`. */
  readonly start: (userId: UserId) => Promise<void>;
  readonly started: readonly StartedExecution[];
}

/**
 * Creates the starts of a pass: at most `allowed`, one per second; `startOne` returns the id of the
 * execution. Nothing is started once somebody has paused all automatic acts.
 */
export function createStarts(
  { ssm, wait }: Pick<RemediationServices, 'ssm' | 'wait'>,
  allowed: number,
  startOne: (userId: UserId) => Promise<string>,
): Starts {
  const started: StartedExecution[] = [];
  let isFailed = false;
  return {
    started,
    isOver: () => isFailed || started.length >= Math.min(allowed, MAX_STARTS),
    async start(userId) {
      if (started.length > 0) await wait(START_PAUSE_MS);
      const automationExecutionId = await startUnlessPaused(ssm, () => startOne(userId)).catch((cause) => {
        isFailed = true;
        throw new StartFailedError(cause);
      });
      started.push({ userId, automationExecutionId });
    },
  };
}

async function startUnlessPaused(ssm: SSMClient, start: () => Promise<string>): Promise<string> {
  const pause = await readPause(ssm);
  if (pause !== undefined) throw new PausedError(pause);
  return start();
}
