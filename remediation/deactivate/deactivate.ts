import type { ListedUser } from '../../aws/iam-reads.ts';
import { readVerdict, type UserVerdict } from '../../aws/read-verdict.ts';
import { annotate } from '../../policy/annotation.ts';
import { refusalSentences } from '../../policy/refusal.ts';
import type { Tags } from '../../policy/tags.ts';
import { judge, type Verdict } from '../../policy/verdict.ts';
import { type Receipt, receiptFor, refusedReceipt } from '../receipt.ts';
import type { DeactivateRequest } from '../request.ts';
import { PlanChangedError, UserVanishedError } from '../shared/errors.ts';
import { reevaluate } from '../shared/reevaluate.ts';
import type { RemediationServices, RunContext } from '../shared/services.ts';
import { withUser } from '../shared/with-user.ts';
import { carryOutPlan, type DeactivationPlan } from './deactivation.ts';
import { undoCommand } from './undo-command.ts';

type Judged = Extract<UserVerdict, { kind: 'judged' }>;

/**
 * Leaves a user with one active key, by the decision that the rule takes too, on data read now: minutes or days may
 * have passed since Config judged. Throws where it cannot; the error says what it left behind.
 */
export async function deactivate(
  request: DeactivateRequest,
  services: RemediationServices,
  context: RunContext,
): Promise<Receipt> {
  const { iam, now } = services;
  return withUser(iam, request.userId, async (user) => {
    const reading = await readVerdict(iam, user, request.policy, now());
    if (reading.kind === 'gone') throw new UserVanishedError(user.userName);
    const decided = decide(user, reading.verdict);
    if ('outcome' in decided) return decided;
    if (request.isDryRun) return planned(user, decided, reading.verdict);
    return deactivateSurplus(request, services, context, { user, reading, plan: decided });
  });
}

/** The plan to carry out, or the receipt where all keys stay as they are. */
function decide(user: ListedUser, verdict: Verdict): DeactivationPlan | Receipt {
  const reason = annotate(user.userName, verdict);
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

function planned(user: ListedUser, plan: DeactivationPlan, verdict: Verdict): Receipt {
  return receiptFor(user, {
    outcome: 'Planned',
    keptAccessKeyId: plan.survivor.id,
    plannedAccessKeyIds: idsOf(plan),
    reason: annotate(user.userName, verdict),
  });
}

interface Subject {
  readonly user: ListedUser;
  readonly reading: Judged;
  readonly plan: DeactivationPlan;
}

async function deactivateSurplus(
  request: DeactivateRequest,
  services: RemediationServices,
  context: RunContext,
  { user, reading, plan }: Subject,
): Promise<Receipt> {
  const confirm = (tags: Tags) => assertSamePlan(plan, reading, tags, { request, now: services.now() });
  const { automationExecutionId, automationAssumeRole, policy } = request;
  const order = { plan, confirm, automationExecutionId };
  const { deactivated, notes } = await carryOutPlan(services, context, user, order);
  if (deactivated.length === 0) {
    return receiptFor(user, { outcome: 'NothingToDo', reason: 'All surplus keys were already inactive.' });
  }
  const reason = [annotate(user.userName, reading.verdict), ...notes, await reevaluate(services)];
  return receiptFor(user, {
    outcome: 'Deactivated',
    keptAccessKeyId: plan.survivor.id,
    deactivatedAccessKeyIds: deactivated,
    reason: reason.filter(Boolean).join(' '),
    undo: undoCommand(context, { automationAssumeRole, policy, userId: user.userId, keys: deactivated }),
  });
}

/** Throws where the tags, read again, lead to another plan: the owner had the last word. */
function assertSamePlan(
  plan: DeactivationPlan,
  { activeKeys }: Judged,
  tags: Tags,
  { request, now }: { readonly request: DeactivateRequest; readonly now: Date },
): void {
  const verdict = judge({ keys: activeKeys, tags }, request.policy, now);
  const isSame =
    verdict.situation === 'SurplusKeys' &&
    verdict.plan.action === 'deactivate' &&
    String(idsOf(verdict.plan)) === String(idsOf(plan));
  if (!isSame) throw new PlanChangedError();
}

function idsOf(plan: DeactivationPlan) {
  return plan.surplus.map((key) => key.id);
}
