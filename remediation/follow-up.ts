import { startEvaluations } from '../reevaluation/aws/config-rules.ts';
import type { RemediationServices } from './services.ts';

/**
 * Has the rule look again, so that the dashboard turns within a minute. Answers why it could not, or an empty text:
 * what was done to the keys stands either way, and the rule's schedule makes up for it.
 */
export async function reevaluate(services: RemediationServices): Promise<string> {
  try {
    await startEvaluations(services, services.ruleFunctionArn);
    return '';
  } catch (error) {
    return `The rule's re-evaluation could not be started, its next scheduled one will show the change: ${String(error)}`;
  }
}
