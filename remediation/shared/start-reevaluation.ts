import { startEvaluations } from '../../aws/config-rules.ts';
import { describeError } from '../../product/describe.ts';
import type { RemediationServices } from './services.ts';

/**
 * Starts an evaluation of the rule, so that the dashboard shows the change within a minute. Returns a warning if no
 * evaluation started; never throws, since the keys are changed either way and the rule's schedule
 * evaluates the user later.
 */
export async function startReevaluation(services: RemediationServices): Promise<string | undefined> {
  try {
    const { postponed } = await startEvaluations(services, services.ruleFunctionArn);
    return postponed.length > 0 ? POSTPONED : undefined;
  } catch (error) {
    return (
      'No evaluation could be started; the next scheduled evaluation will show the change: ' +
      `${describeError(error)}`
    );
  }
}

const POSTPONED =
  'AWS Config accepts one start of an evaluation per minute: the next evaluation will show the change.';
