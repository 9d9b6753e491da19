import { startEvaluations } from '../../aws/config-rules.ts';
import type { RemediationServices } from './services.ts';

/**
 * Starts an evaluation of the rule, so that the dashboard shows the change within a minute. Returns a sentence if no
 * evaluation started, or an empty string; never throws, since the keys are changed either way and the rule's schedule
 * evaluates the user later.
 */
export async function startReevaluation(services: RemediationServices): Promise<string> {
  try {
    const { postponed } = await startEvaluations(services, services.ruleFunctionArn);
    return postponed.length > 0 ? POSTPONED : '';
  } catch (error) {
    return `The rule's re-evaluation could not be started; the next scheduled evaluation will show the change: ${String(error)}`;
  }
}

const POSTPONED = 'Config starts one evaluation a minute: the dashboard shows the change after the next one.';
