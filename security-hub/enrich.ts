import type { ConfigRule } from '@aws-sdk/client-config-service';
import { readHeldResult } from '../aws/compliance-of-resource.ts';
import { findUserId } from './find-user.ts';
import type { Finding } from './finding.ts';
import { readCurrentFinding, updateFinding } from './findings.ts';
import { parseOurNote } from './note.ts';
import { isOfRule, mayBeOurs, ruleOf } from './our-rule.ts';
import { type FindingPlan, leave, planUpdate } from './plan-update.ts';
import type { SecurityHubServices } from './services.ts';

/** The type under which our rule reports users to AWS Config. */
const RESOURCE_TYPE = 'AWS::IAM::User';

/** Writes into the finding of an event what AWS Config says of its user now, if the finding is ours. */
export async function enrichFinding(sent: Finding, services: SecurityHubServices): Promise<FindingPlan> {
  if (!mayBeOurs(sent, services.environment)) return leave('NotOurs');
  if (hasNothingToSay(sent)) return leave('UpToDate');
  const rule = await ruleOf(sent, services);
  return rule ? updateIfNeeded(sent, rule, services) : leave('NotOurs');
}

/**
 * Writes into a finding of a rule what AWS Config says of its user now. `seen` is the finding as it was sent
 * or listed: if it says all that already, the event is that of our own update. Otherwise the finding is read
 * anew, since events come late, twice and in any order, and since a person may have written a note meanwhile.
 * It takes both: a read may be older than the event.
 */
export async function updateIfNeeded(
  seen: Finding,
  rule: ConfigRule,
  services: SecurityHubServices,
): Promise<FindingPlan> {
  const { securityhub, config, iam, environment } = services;
  const resourceId = await findUserId(iam, seen.user);
  if (!resourceId) return leave('UnknownUser');
  const { configRuleName } = seen;
  const result = await readHeldResult(config, { configRuleName, resourceType: RESOURCE_TYPE, resourceId });
  const first = planUpdate(seen, result);
  if (first.action === 'leave') return first;
  const current = await readCurrentFinding(securityhub, seen);
  if (!isOfRule(current, rule, environment)) return leave('NotOurs');
  const plan = planUpdate(current, result);
  if (plan.action === 'update') await updateFinding(securityhub, current, plan);
  return plan;
}

/**
 * Security Hub CSPM itself resolves a finding that passed (User Guide, "AWS Config (Sends findings)"). Most
 * users comply: their findings cost no call. If we write a note at the same time, the event of that note
 * leads to another look.
 */
function hasNothingToSay({ complianceStatus, workflowStatus, note }: Finding): boolean {
  return complianceStatus === 'PASSED' && workflowStatus === 'RESOLVED' && !parseOurNote(note);
}
