import type { Evaluation } from '@aws-sdk/client-config-service';
import { UnreportedError } from '../errors.ts';
import { EVALUATIONS_PER_CALL, type HeldResults, putEvaluations } from './config-evaluations.ts';
import type { Run } from './run.ts';

/** Sends evaluations to AWS Config, a full batch at a time. */
export interface Reporter {
  /**
   * Takes an evaluation, and sends the batch that it fills. Never throws: an evaluation that AWS Config refuses is a
   * failure in the tally.
   */
  report(evaluation: Evaluation): Promise<void>;
  /** Sends the evaluations that were taken and not yet sent, if there are any. */
  flush(): Promise<void>;
  /** Sends the rest. A run without any evaluation sends an empty list, as AWS's own rule library does. */
  finish(): Promise<void>;
}

type Delivery = Pick<Run, 'config' | 'resultToken' | 'tally'>;

/** Creates the reporter of a run, which uses the result token of the run for all batches. */
export function createReporter(delivery: Delivery): Reporter {
  let batch: Evaluation[] = [];
  let hasSent = false;
  const send = (): Promise<void> => {
    const sent = batch;
    // Replaced before the first await: meanwhile other users' evaluations are added to the next batch.
    batch = [];
    hasSent = true;
    return deliverTwice(delivery, sent);
  };
  const flush = async () => {
    if (batch.length > 0) await send();
  };
  return {
    async report(evaluation) {
      batch.push(evaluation);
      if (batch.length === EVALUATIONS_PER_CALL) await send();
    },
    flush,
    finish: () => (hasSent ? flush() : send()),
  };
}

/** AWS Config lists in FailedEvaluations what failed on its own side, so that is sent again. */
async function deliverTwice(delivery: Delivery, evaluations: readonly Evaluation[]): Promise<void> {
  const refused = await deliver(delivery, evaluations);
  const lost = refused.length > 0 ? await deliver(delivery, refused) : [];
  for (const evaluation of lost) addFailure(delivery, evaluation, new UnreportedError());
}

/** Returns the evaluations that AWS Config refused; an error is a failure of each of them. */
async function deliver(
  delivery: Delivery,
  evaluations: readonly Evaluation[],
): Promise<readonly Evaluation[]> {
  try {
    return await putEvaluations(delivery.config, delivery.resultToken, evaluations);
  } catch (cause) {
    for (const evaluation of evaluations) addFailure(delivery, evaluation, cause);
    return [];
  }
}

function addFailure({ tally }: Delivery, evaluation: Evaluation, cause: unknown): void {
  tally.failures.push({ subject: resourceIdOf(evaluation), cause });
}

/**
 * A reporter that leaves out what AWS Config already holds; `onUnchanged` is called for each evaluation left out.
 *
 * NON_COMPLIANT is always reported: AWS Config starts automatic remediation from evaluations, and where two runs overlap,
 * or AWS Config shows an old result for a moment, an outdated result may be an alarm but never an all-clear
 * (docs/decisions/0002).
 */
export function reportChangesOnly(reporter: Reporter, held: HeldResults, onUnchanged: () => void): Reporter {
  let seen = 0;
  return {
    ...reporter,
    async report(evaluation) {
      seen += 1;
      const taken = isChange(evaluation, held) ? reporter.report(evaluation) : onUnchanged();
      // A change waits for no more users than it would if everything were reported, and not for the end of the run.
      if (seen % EVALUATIONS_PER_CALL === 0) await reporter.flush();
      await taken;
    },
  };
}

function isChange(evaluation: Evaluation, held: HeldResults): boolean {
  const { ComplianceType, Annotation } = evaluation;
  if (ComplianceType === 'NON_COMPLIANT') return true;
  const known = held.get(resourceIdOf(evaluation));
  return !known || known.complianceType !== ComplianceType || known.annotation !== Annotation;
}

function resourceIdOf(evaluation: Evaluation): string {
  return evaluation.ComplianceResourceId ?? '';
}
