import type { Evaluation } from '@aws-sdk/client-config-service';
import { type Failure, UnreportedError } from '../errors.ts';
import { EVALUATIONS_PER_CALL, putEvaluations } from './config-evaluations.ts';
import type { Run } from './run.ts';
import { createTokenProof, type TokenProof } from './token-proof.ts';

/** Sends evaluations to AWS Config, a full batch at a time. */
export interface Reporter {
  /**
   * Takes an evaluation, and sends the batch that it fills. Never throws: an evaluation that AWS Config
   * refuses is a failure in the tally.
   */
  report(evaluation: Evaluation): Promise<void>;
  /**
   * Takes an evaluation that is not sent: the watch acts on it at the end, if AWS Config has taken others
   * under the same token.
   */
  leaveOut(evaluation: Evaluation): void;
  /** Sends the evaluations that were taken and not yet sent, if there are any. */
  flush(): Promise<void>;
  /** Sends the rest. A run without any evaluation sends an empty list, as AWS's own rule library does. */
  finish(): Promise<void>;
}

interface Delivery extends Pick<Run, 'config' | 'resultToken' | 'tally'> {
  readonly proof: TokenProof;
}

/** Creates the reporter of a run, which uses the result token of the run for all batches. */
export function createReporter(run: Pick<Run, 'config' | 'resultToken' | 'tally' | 'watch'>): Reporter {
  let batch: Evaluation[] = [];
  let hasSent = false;
  const proof = createTokenProof(run.watch);
  const send = (): Promise<void> => {
    const sent = batch;
    // Replaced before the first await: meanwhile other users' evaluations are added to the next batch.
    batch = [];
    hasSent = true;
    return deliverTwice({ ...run, proof }, sent);
  };
  const flush = async () => {
    if (batch.length > 0) await send();
  };
  return {
    async report(evaluation) {
      batch.push(evaluation);
      if (batch.length === EVALUATIONS_PER_CALL) await send();
    },
    leaveOut: (evaluation) => proof.leaveOut(idOf(evaluation)),
    flush,
    async finish() {
      await (hasSent ? flush() : send());
      await proof.finish();
    },
  };
}

/**
 * The subject of a failure of a run without evaluations: a run whose only call was refused has proven
 * nothing.
 */
const EMPTY_LIST = 'the empty list of evaluations';

const idOf = ({ ComplianceResourceId = '' }: Evaluation): string => ComplianceResourceId;

/** AWS Config lists in FailedEvaluations what failed on its own side, so that is sent again. */
async function deliverTwice(delivery: Delivery, evaluations: readonly Evaluation[]): Promise<void> {
  const refused = await deliver(delivery, evaluations);
  const lost = refused.length > 0 ? await deliver(delivery, refused) : [];
  for (const evaluation of lost) addFailure(delivery, evaluation, new UnreportedError());
}

/**
 * Returns the evaluations that AWS Config lists as failed. An error is a failure of each evaluation, unless
 * it may be about one of them only: then the halves are sent, until the one that AWS Config does not take
 * stands alone. Of a hundred evaluations, each such one costs fourteen more calls at most, two for each time
 * that the batch is halved.
 */
async function deliver(
  delivery: Delivery,
  evaluations: readonly Evaluation[],
): Promise<readonly Evaluation[]> {
  try {
    const failed = await putEvaluations(delivery.config, delivery.resultToken, evaluations);
    const failedIds = new Set(failed.map(idOf));
    await delivery.proof.taken(evaluations.map(idOf).filter((id) => !failedIds.has(id)));
    return failed;
  } catch (cause) {
    if (evaluations.length > 1 && isAboutMembers(cause)) return deliverHalves(delivery, evaluations);
    for (const evaluation of evaluations) addFailure(delivery, evaluation, cause);
    if (evaluations.length === 0) delivery.tally.failures.push({ subject: EMPTY_LIST, cause });
    return [];
  }
}

/**
 * Whether AWS Config refused the call for what an evaluation in it says: a value that the API reference of
 * PutEvaluations forbids, or one that breaks a constraint of the service's model. Smaller calls would not
 * help against the other errors, which concern the whole call: its token (InvalidResultTokenException), its
 * rule (NoSuchConfigRuleException), its caller (AccessDenied), its pace (throttling, after the SDK's
 * retries), AWS itself, or the network.
 */
function isAboutMembers(error: unknown): boolean {
  return error instanceof Error && MEMBER_ERRORS.includes(error.name);
}

const MEMBER_ERRORS: readonly string[] = ['InvalidParameterValueException', 'ValidationException'];

/**
 * Whether AWS Config refused the token of a run: then it did not send the notification, or has forgotten it
 * or its rule.
 */
export const isTokenRefused = (failures: readonly Failure[]): boolean =>
  failures.some(({ cause }) => cause instanceof Error && TOKEN_ERRORS.includes(cause.name));

/** The errors about a token and its rule that no retry heals (AWS Config API Reference, PutEvaluations). */
const TOKEN_ERRORS: readonly string[] = ['InvalidResultTokenException', 'NoSuchConfigRuleException'];

async function deliverHalves(
  delivery: Delivery,
  evaluations: readonly Evaluation[],
): Promise<readonly Evaluation[]> {
  const middle = Math.ceil(evaluations.length / 2);
  const first = await deliver(delivery, evaluations.slice(0, middle));
  return [...first, ...(await deliver(delivery, evaluations.slice(middle)))];
}

function addFailure({ tally }: Delivery, evaluation: Evaluation, cause: unknown): void {
  tally.failures.push({ subject: idOf(evaluation), cause, userId: idOf(evaluation) });
}
