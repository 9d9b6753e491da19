import { createHash } from 'node:crypto';
import type { ConfigRule } from '@aws-sdk/client-config-service';
import { parseJsonText } from '../aws/event-fields.ts';
import { startRunbookOnce } from '../aws/runbook-executions.ts';
import type { UserId } from '../policy/identifiers.ts';
import { parsePolicy } from '../policy/parameters.ts';
import { RUNBOOKS } from '../product/runbooks.ts';
import { TooManyFindingsError } from './errors.ts';
import type { ChosenAction } from './event.ts';
import { findUserId } from './find-user.ts';
import type { Finding } from './finding.ts';
import { ruleOf } from './our-rule.ts';
import type { LeftReason } from './plan-update.ts';
import type { SecurityHubServices } from './services.ts';

/**
 * For how many findings at a time a custom action can be chosen (User Guide, "Security Hub CSPM event types
 * in EventBridge").
 */
export const MAX_CHOSEN_FINDINGS = 20;

/** What became of a finding for which our action was chosen. */
export type ActionResult =
  | { readonly findingId: string; readonly userId: UserId; readonly automationExecutionId: string }
  | { readonly findingId: string; readonly left: LeftReason };

/**
 * Starts the runbook for the user of a chosen finding, by the parameters of the rule, as *Remediate* in AWS
 * Config does. The runbook decides anew: for a user that complies meanwhile it does nothing.
 */
export async function startForFinding(
  finding: Finding,
  eventId: string,
  services: SecurityHubServices,
): Promise<ActionResult> {
  const rule = await ruleOf(finding, services);
  if (!rule) return { findingId: finding.id, left: 'NotOurs' };
  const user = await findUserId(services.iam, finding.user);
  if (!user) return { findingId: finding.id, left: 'UnknownUser' };
  const parameters = {
    AutomationAssumeRole: services.automationRoleArn,
    IAMUserId: user,
    ...parametersOf(rule),
  };
  const clientToken = tokenOf(eventId, user);
  const automationExecutionId = await startRunbookOnce(services.ssm, RUNBOOKS.deactivate.name, {
    parameters,
    clientToken,
  });
  return { findingId: finding.id, userId: user, automationExecutionId };
}

/** The findings of an action; throws `TooManyFindingsError` for more than the console sends. */
export function chosenFindings({ findings }: ChosenAction): readonly Finding[] {
  if (findings.length <= MAX_CHOSEN_FINDINGS) return findings;
  throw new TooManyFindingsError(findings.length, MAX_CHOSEN_FINDINGS);
}

/** The policy's parameters of a rule as the runbook takes them: names in PascalCase, values as texts. */
function parametersOf({ InputParameters }: ConfigRule): Readonly<Record<string, string>> {
  const policy = parsePolicy(parseJsonText('InputParameters', InputParameters || '{}'));
  return Object.fromEntries(
    Object.entries(policy).map(([name, value]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      String(value),
    ]),
  );
}

/**
 * One token for one user in one event: Systems Manager starts one execution for it, also if the event is
 * delivered twice or the finding of the user is in it twice (API reference, StartAutomationExecution,
 * ClientToken: a UUID).
 */
function tokenOf(eventId: string, user: UserId): string {
  const hash = createHash('sha256').update(`${eventId} ${user}`).digest('hex');
  return [8, 12, 16, 20, 32].map((end, at, ends) => hash.slice(ends[at - 1] ?? 0, end)).join('-');
}
