import type { NotingLedger } from '../../ledger/evaluations/rule-item.ts';
import { evaluateAccount } from '../evaluation/account-evaluation.ts';
import { createReporter } from '../evaluation/reporter.ts';
import type { Run } from '../evaluation/run.ts';
import { evaluateClaims } from '../evaluation/targeted-evaluation.ts';
import { evaluateChangedUser } from '../evaluation/user-evaluation.ts';
import type { Invocation } from '../event.ts';
import { type Assigned, runIdOf } from './assignment.ts';
import { type EndingRun, endSweep, endTargetedRun, unchangedClaims, usersOfNewerRuns } from './end-run.ts';

/** The subject of a failure that concerns the ledger. */
const LEDGER = 'the ledger';

/** What a run did, for its log line. */
export interface RunResult {
  /** `user`: AWS Config named the one user. `repeated`: a run of the same notification had done everything. */
  readonly kind: Assigned['assignment']['kind'];
  /** Whether a sweep reached every user, but for those that failed by name; empty for any other run. */
  readonly sweep: 'completed' | 'incomplete' | '';
  /** Why the ledger could not be used; empty if it could, or if there is none. */
  readonly ledgerProblem: string;
}

/** Does what a notification begins. Never throws: what fails is added to the tally. */
export async function carryOut(
  run: Run,
  invocation: Invocation,
  { assigned, notes, now }: CarriedOut,
): Promise<RunResult> {
  const { assignment, malformed, problem } = assigned;
  run.tally.failures.push(...malformed.map((cause) => ({ subject: LEDGER, cause })));
  const { configRuleName: rule, notifiedAt } = run;
  const ending = notes && { notes, rule, id: runIdOf(invocation), notifiedAt, now: now() };
  const result = { kind: assignment.kind, sweep: '', ledgerProblem: problem } as const;
  switch (assignment.kind) {
    case 'sweep': {
      const sweep = await carryOutSweep(run, assignment.isRecorded ? ending : undefined);
      return { ...result, ...sweep, ledgerProblem: problem || sweep.ledgerProblem };
    }
    case 'targeted':
      if (ending) await carryOutTargetedRun(run, ending, assignment.claims);
      return result;
    case 'user':
      await evaluateChangedUser(run, assignment.userId, assignment.isGone);
      return result;
    case 'repeated':
      await createReporter(run).finish();
      return result;
  }
}

/** An assignment, and the ledger if there is one. */
export interface CarriedOut {
  readonly assigned: Assigned;
  readonly notes: NotingLedger | undefined;
  readonly now: () => Date;
}

async function carryOutSweep(
  run: Run,
  ending: EndingRun | undefined,
): Promise<Pick<RunResult, 'sweep' | 'ledgerProblem'>> {
  const { failures } = run.tally;
  const newerRuns = async () => (ending ? usersOfNewerRuns(ending) : new Set<string>());
  const unreported = await evaluateAccount({ ...run, usersOfNewerRuns: newerRuns });
  const isWhole = failures.every(({ userId, subject }) => userId !== undefined || subject === LEDGER);
  if (!isWhole) return { sweep: 'incomplete', ledgerProblem: '' };
  const failedIds = new Set(failures.map(({ userId }) => userId));
  const left = unreported.filter(({ userId }) => failedIds.has(userId)).map(({ userName }) => userName);
  return { sweep: 'completed', ledgerProblem: ending ? await endSweep(ending, left) : '' };
}

/** A user whose note cannot be removed would be evaluated again, so that is a failure. */
async function carryOutTargetedRun(run: Run, ending: EndingRun, claims: EndingClaims): Promise<void> {
  try {
    const unchanged = () => unchangedClaims(ending, claims);
    const evaluated = await evaluateClaims(run, claims, unchanged);
    const isComplete = run.tally.failures.every(({ subject }) => subject === LEDGER);
    await endTargetedRun(ending, { evaluated, isComplete });
  } catch (cause) {
    run.tally.failures.push({ subject: LEDGER, cause });
  }
}

type EndingClaims = Parameters<typeof unchangedClaims>[1];
