import type { ConfigServiceClient, Evaluation } from '@aws-sdk/client-config-service';
import { EVALUATIONS_PER_CALL, type HeldResults, putEvaluations } from './aws/config.ts';
import { UnreportedError } from './errors.ts';

/** Sends evaluations to Config in full batches as they are ready. */
export interface Reporter {
  /** Takes an evaluation; sends the batch that it fills. Never throws: what Config refuses goes to `onFailure`. */
  report(evaluation: Evaluation): Promise<void>;
  /** Sends what has been taken so far, if there is anything. */
  flush(): Promise<void>;
  /** Sends what is left. A run that had nothing to say sends an empty list, as AWS's own rule library does. */
  finish(): Promise<void>;
}

/** Where the evaluations go, and who is told of each one that could not be delivered. */
export interface ReporterOptions {
  readonly config: ConfigServiceClient;
  readonly resultToken: string;
  readonly onFailure: (resourceId: string, cause: unknown) => void;
}

/** Makes a reporter for one invocation, whose result token it uses for all batches. */
export function createReporter({ config, resultToken, onFailure }: ReporterOptions): Reporter {
  let batch: Evaluation[] = [];
  let hasSent = false;

  async function send(): Promise<void> {
    const sent = batch;
    // Taken before the first await: others add to the next batch meanwhile.
    batch = [];
    hasSent = true;
    const refused = await deliver(sent);
    // Config names evaluations that failed through no fault of theirs, so they get a second chance.
    const lost = refused.length > 0 ? await deliver(refused) : [];
    for (const evaluation of lost) onFailure(idOf(evaluation), new UnreportedError());
  }

  async function deliver(evaluations: readonly Evaluation[]): Promise<readonly Evaluation[]> {
    try {
      return await putEvaluations(config, resultToken, evaluations);
    } catch (cause) {
      for (const evaluation of evaluations) onFailure(idOf(evaluation), cause);
      return [];
    }
  }

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

/**
 * The same reporter, for what is news to Config; `onKnown` hears of what is not.
 *
 * NON_COMPLIANT is always news: Config starts automatic remediation from evaluations, and where two runs overlap, or Config
 * shows an old result for a moment, what may be out of date is an alarm and never an all-clear (docs/decisions/0019).
 */
export function onlyNews(reporter: Reporter, held: HeldResults, onKnown: () => void): Reporter {
  let seen = 0;
  return {
    ...reporter,
    async report(evaluation) {
      seen += 1;
      const taken = isNews(evaluation, held) ? reporter.report(evaluation) : onKnown();
      // News waits for as many users as it would if all were reported, and not for the end of the run.
      if (seen % EVALUATIONS_PER_CALL === 0) await reporter.flush();
      await taken;
    },
  };
}

function isNews(evaluation: Evaluation, held: HeldResults): boolean {
  const { ComplianceType, Annotation } = evaluation;
  if (ComplianceType === 'NON_COMPLIANT') return true;
  const known = held.get(idOf(evaluation));
  return !known || known.complianceType !== ComplianceType || known.annotation !== Annotation;
}

function idOf(evaluation: Evaluation): string {
  return evaluation.ComplianceResourceId ?? '';
}
