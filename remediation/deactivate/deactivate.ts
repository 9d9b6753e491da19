import type { ListedUser } from '../../aws/iam-users.ts';
import { readVerdict, type UserVerdict } from '../../aws/read-verdict.ts';
import { explainVerdict } from '../../policy/annotation.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { refusalSentences } from '../../policy/refusal.ts';
import type { Tags } from '../../policy/tags.ts';
import { judge, type Verdict } from '../../policy/verdict.ts';
import { type Receipt, receiptFor, refusedReceipt } from '../receipt.ts';
import type { DeactivateRequest } from '../request.ts';
import { PlanChangedError, UserVanishedError } from '../shared/errors.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices, RunContext } from '../shared/services.ts';
import { startReevaluation } from '../shared/start-reevaluation.ts';
import { withUser } from '../shared/with-user.ts';
import { describeDoubt } from '../shared/write-attempts.ts';
import { type DeactivationPlan, deactivateSurplusKeys } from './deactivation.ts';
import { undoCommand } from './undo-command.ts';

type UserWithVerdict = Extract<UserVerdict, { kind: 'judged' }>;

/**
 * Leaves a user with one active key, by the same decision as the rule and by live data: Config may have evaluated the
 * user minutes or days ago.
 *
 * Throws `DeactivationError`, which says in which state the run leaves the keys, or, before the announcement, the error
 * of AWS.
 */
export async function deactivate(
  request: DeactivateRequest,
  services: RemediationServices,
  context: RunContext,
): Promise<Receipt> {
  const { iam, now } = services;
  return withUser(iam, request.userId, async (user) => {
    const judged = await readVerdict(iam, user, { policy: request.policy, now: now() });
    if (judged.kind === 'gone') throw new UserVanishedError(user.userName);
    const planned = planOrReceipt(user, judged.verdict);
    if ('outcome' in planned) return planned;
    if (request.isDryRun) return plannedReceipt(user, planned, judged.verdict);
    return deactivateByPlan(services, context, { request, user, judged, plan: planned });
  });
}

/** The plan of the verdict, or the receipt if no key is to be deactivated. */
function planOrReceipt(user: ListedUser, verdict: Verdict): DeactivationPlan | Receipt {
  const reason = explainVerdict(verdict);
  switch (verdict.situation) {
    case 'AtMostOneActiveKey':
    case 'RotationInProgress':
      return receiptFor(user, { outcome: 'NothingToDo', reason });
    case 'Exempt':
      return receiptFor(user, { outcome: 'Exempt', reason });
    case 'SurplusKeys': {
      if (verdict.plan.action === 'deactivate') return verdict.plan;
      const { refusal } = verdict.plan;
      return refusedReceipt(user, { code: refusal.code, reason: refusalSentences(refusal)[0] });
    }
  }
}

function plannedReceipt(user: ListedUser, plan: DeactivationPlan, verdict: Verdict): Receipt {
  return receiptFor(user, {
    outcome: 'Planned',
    keptAccessKeyId: plan.survivor.id,
    plannedAccessKeyIds: surplusIdsOf(plan),
    reason: explainVerdict(verdict),
  });
}

interface PlannedDeactivation {
  readonly request: DeactivateRequest;
  readonly user: ListedUser;
  readonly judged: UserWithVerdict;
  readonly plan: DeactivationPlan;
}

async function deactivateByPlan(
  services: RemediationServices,
  context: RunContext,
  planned: PlannedDeactivation,
): Promise<Receipt> {
  const { request, user, judged, plan } = planned;
  const { automationExecutionId, automationAssumeRole, policy } = request;
  const { deactivated, unproven, warnings } = await deactivateSurplusKeys(services, user, {
    plan,
    runId: context.runId,
    automationExecutionId,
    assertSamePlan: (tags) => assertSamePlan(planned, tags, services.now()),
  });
  const lost = describeUnproven(unproven);
  if (deactivated.length === 0 && lost === undefined) {
    return receiptFor(user, { outcome: 'NothingToDo', reason: 'All surplus keys were already inactive.' });
  }
  const reevaluation = await startReevaluation(services);
  if (deactivated.length === 0) {
    return receiptFor(user, { outcome: 'NothingToDo', reason: joinSentences(lost, reevaluation) });
  }
  const roleArn = automationAssumeRole || services.automationRoleArn;
  return receiptFor(user, {
    outcome: 'Deactivated',
    keptAccessKeyId: plan.survivor.id,
    deactivatedAccessKeyIds: deactivated,
    reason: joinSentences(explainVerdict(judged.verdict), lost, ...warnings, reevaluation),
    undo: undoCommand({ region: context.region, roleArn, policy, userId: user.userId, keys: deactivated }),
  });
}

function describeUnproven(keys: readonly AccessKeyId[]): string | undefined {
  if (keys.length === 0) return undefined;
  return `${keys.join(', ')} is Inactive: ${describeDoubt('deactivated it')}.`;
}

/** Throws `PlanChangedError` if the tags, which were read again, lead to another plan: the owner's tags decide. */
function assertSamePlan({ request, judged, plan }: PlannedDeactivation, tags: Tags, now: Date): void {
  const verdict = judge({ keys: judged.activeKeys, tags }, request.policy, now);
  const isSame =
    verdict.situation === 'SurplusKeys' &&
    verdict.plan.action === 'deactivate' &&
    String(surplusIdsOf(verdict.plan)) === String(surplusIdsOf(plan));
  if (!isSame) throw new PlanChangedError();
}

function surplusIdsOf(plan: DeactivationPlan): readonly AccessKeyId[] {
  return plan.surplus.map((key) => key.id);
}
