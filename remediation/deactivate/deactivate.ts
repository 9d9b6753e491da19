import { explainVerdict } from '../../policy/annotation.ts';
import type { AccessKeyId, UserId } from '../../policy/identifiers.ts';
import { undoCommand } from '../../policy/undo-command.ts';
import type { AwsEnvironment } from '../../product/names.ts';
import { usedUpNotice, voidNoticeBySight } from '../notices/void-notice.ts';
import { type RunResult, resultFor } from '../receipt.ts';
import type { DeactivateRequest } from '../request.ts';
import { endActiveAgain, type Look } from '../shared/active-again.ts';
import { onLeasedUser } from '../shared/on-leased-user.ts';
import type { PlannedDeactivation } from '../shared/planned-deactivation.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices } from '../shared/services.ts';
import { readRecords, settleRecords } from '../shared/settle-records.ts';
import { startReevaluation } from '../shared/start-reevaluation.ts';
import type { UserRun } from '../shared/user-run.ts';
import { withUser } from '../shared/with-user.ts';
import { describeDoubt } from '../shared/write-attempts.ts';
import { deactivateSurplusKeys } from './deactivation.ts';
import { holdBack } from './hold-back.ts';
import { prepareDeactivation } from './prepare-deactivation.ts';

/**
 * Leaves a user with one active key, by the same decision as the rule and by live data: Config may have
 * evaluated the user minutes or days ago.
 *
 * Throws `DeactivationError`, which says in which state the run leaves the keys; `NoActiveKeyLeftError` if an
 * interrupted run may have locked the user out; or, before the first write, the errors of AWS and of the
 * ledger.
 */
export function deactivate(
  request: DeactivateRequest,
  services: RemediationServices,
  environment: AwsEnvironment,
): Promise<RunResult> {
  // A dry run reads without the lease, since it writes nothing.
  if (request.isDryRun) return dryRun(request, services);
  return onLeasedUser(services, request, async (user, run) => {
    const { records, lockout } = await settleRecords(services, user, run);
    if (lockout) throw lockout;
    const onLook = (look: Look) => endActiveAgain({ services, user, run }, records, look);
    const planned = await prepareDeactivation(request, services, { user, records, onLook });
    await voidNoticeBySight(services, request, { user, planned });
    if ('outcome' in planned) return planned;
    const heldBack = request.isAutomatic ? await holdBack(planned, services) : undefined;
    return heldBack ?? deactivateByPlan(planned, { request, services, environment, run });
  });
}

function dryRun(request: DeactivateRequest, services: RemediationServices): Promise<RunResult> {
  return withUser(services.iam, request.userId, async (user) => {
    const records = await readRecords(services, user.userId);
    const planned = await prepareDeactivation(request, services, { user, records });
    return 'outcome' in planned ? planned : plannedResult(planned);
  });
}

function plannedResult({ user, plan, verdict }: PlannedDeactivation): RunResult {
  return resultFor(user, {
    outcome: 'Planned',
    keptAccessKeyId: plan.survivor.id,
    plannedAccessKeyIds: plan.surplus.map(({ id }) => id),
    reason: explainVerdict(verdict),
  });
}

interface DeactivatingRun {
  readonly request: DeactivateRequest;
  readonly services: RemediationServices;
  readonly environment: AwsEnvironment;
  readonly run: UserRun;
}

async function deactivateByPlan(
  { user, records, verdict, plan }: PlannedDeactivation,
  deactivating: DeactivatingRun,
): Promise<RunResult> {
  const { request, services, run } = deactivating;
  const deactivation = { services, run, user, plan, records, execution: request.automationExecutionId };
  const { deactivated, unproven } = await deactivateSurplusKeys(deactivation);
  const lost = describeUnproven(unproven);
  if (deactivated.length === 0 && lost === undefined) {
    return resultFor(user, { outcome: 'NothingToDo', reason: 'All surplus keys were already inactive.' });
  }
  const reevaluation = await startReevaluation(services, user);
  const unvoided = await usedUpNotice(services, user);
  if (deactivated.length === 0) {
    return resultFor(user, { outcome: 'NothingToDo', reason: joinSentences(lost, reevaluation, unvoided) });
  }
  return resultFor(user, {
    outcome: 'Deactivated',
    keptAccessKeyId: plan.survivor.id,
    deactivatedAccessKeyIds: deactivated,
    reason: joinSentences(explainVerdict(verdict), lost, NO_FREE_SLOT, reevaluation, unvoided),
    undo: undoOf(deactivating, user.userId, deactivated),
  });
}

/** The command that gives the keys back, as the role that deactivated them. */
function undoOf(
  { request, services, environment: { region } }: DeactivatingRun,
  userId: UserId,
  keys: readonly AccessKeyId[],
): string {
  const roleArn = request.automationAssumeRole || services.automationRoleArn;
  return undoCommand({ region, roleArn, policy: request.policy, userId, keys });
}

function describeUnproven(keys: readonly AccessKeyId[]): string | undefined {
  if (keys.length === 0) return undefined;
  return `${keys.join(', ')} is Inactive: ${describeDoubt('deactivated it')}. To undo this, reactivate it with Force=true.`;
}

/**
 * IAM allows a user two access keys, Inactive ones included (IAM User Guide, "IAM and AWS STS quotas"): the
 * two of any plan.
 */
const NO_FREE_SLOT = 'IAM refuses CreateAccessKey for this user until one of the keys is deleted.';
