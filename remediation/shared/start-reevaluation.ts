import { startEvaluations } from '../../aws/config-rules.ts';
import type { RemediationServices } from './services.ts';

/**
 * Has the rule look again, so that the dashboard turns within a minute. Answers why it does not, or an empty text:
 * what was done to the keys stands either way, and the rule's schedule makes up for it.
 */
export async function reevaluate(services: RemediationServices): Promise<string> {
  try {
    const { notYet } = await startEvaluations(services, services.ruleFunctionArn);
    return notYet.length > 0 ? NOT_YET : '';
  } catch (error) {
    return `The rule's re-evaluation could not be started, its next scheduled one will show the change: ${String(error)}`;
  }
}

const NOT_YET = 'Config starts one evaluation a minute: the dashboard shows the change after the next one.';
