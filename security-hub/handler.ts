import { assertComplete } from './errors.ts';
import { parseTrigger } from './event.ts';
import { type SecurityHubLine, securityHubLineOf } from './run-line.ts';
import type { SecurityHubServices } from './services.ts';
import { updateOrRemediate } from './update-or-remediate.ts';

/** The services of the handler; created once per process. */
export interface SecurityHubHandlerServices extends SecurityHubServices {
  readonly log: (line: SecurityHubLine) => void;
}

/**
 * Creates the handler that EventBridge invokes for a new or updated finding, for a chosen custom action, and
 * once a day.
 *
 * Throws `MalformedEventError` for any other event, `TooManyFindingsError` before anything is started, and
 * `IncompleteFindingsError` after all findings were worked on, if some of them failed.
 */
export function createSecurityHubHandler(services: SecurityHubHandlerServices) {
  return async (event: unknown): Promise<SecurityHubLine> => {
    const trigger = parseTrigger(event);
    const work = await updateOrRemediate(trigger, services);
    const line = securityHubLineOf(trigger, work);
    services.log(line);
    assertComplete(work);
    return line;
  };
}
