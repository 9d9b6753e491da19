import type { ListedUser } from '../../aws/iam-users.ts';
import { readVerdict } from '../../aws/read-verdict.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import { activeKeysOf } from '../../policy/access-key.ts';
import { explainVerdict } from '../../policy/annotation.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { refusalSentences } from '../../policy/refusal.ts';
import { formatMinute } from '../../policy/text.ts';
import type { Verdict } from '../../policy/verdict.ts';
import type { AwsEnvironment } from '../../product/names.ts';
import { type RunResult, refusedResult, resultFor } from '../receipt.ts';
import type { DeactivateRequest } from '../request.ts';
import { endActiveAgain, type Look } from '../shared/active-again.ts';
import { UserVanishedError } from '../shared/errors.ts';
import { onLeasedUser } from '../shared/on-leased-user.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices } from '../shared/services.ts';
import {
  isRecentlyDeactivated,
  type KeyRecords,
  readRecords,
  settleRecords,
  shownBy,
} from '../shared/settle-records.ts';
import { startReevaluation } from '../shared/start-reevaluation.ts';
import type { UserRun } from '../shared/user-run.ts';
import { withUser } from '../shared/with-user.ts';
import { describeDoubt } from '../shared/write-attempts.ts';
import type { DeactivationPlan } from './deactivate-key.ts';
import { deactivateSurplusKeys } from './deactivation.ts';
import { undoCommand } from './undo-command.ts';

/**
 * Leaves a user with one active key, by the same decision as the rule and by live data: Config may have evaluated the
 * user minutes or days ago.
 *
 * Throws `DeactivationError`, which says in which state the run leaves the keys; `NoActiveKeyLeftError` if an interrupted run
 * may have locked the user out; or, before the first write, the errors of AWS and of the ledger.
 */
export function deactivate(
  request: DeactivateRequest,
  services: RemediationServices,
  environment: AwsEnvironment,
): Promise<RunResult> {
  // A dry run reads without the lease, since it writes nothing.
  if (request.isDryRun) return planDeactivation(request, services);
  return onLeasedUser(services, request, async (user, run) => {
    const { records, lockout } = await settleRecords(services, user, run);
    if (lockout) throw lockout;
    const onLook = (look: Look) => endActiveAgain({ services, user, run }, records, look);
    const planned = await plan(request, services, { user, records, onLook });
    if ('outcome' in planned) return planned;
    return deactivateByPlan(planned, { request, services, environment, run });
  });
}

function planDeactivation(request: DeactivateRequest, services: RemediationServices): Promise<RunResult> {
  return withUser(services.iam, request.userId, async (user) => {
    const records = await readRecords(services, user.userId);
    const planned = await plan(request, services, { user, records, onLook: async () => records });
    return 'outcome' in planned ? planned : plannedResult(planned);
  });
}

interface PlannedDeactivation {
  readonly user: ListedUser;
  readonly records: KeyRecords;
  readonly verdict: Verdict;
  readonly plan: DeactivationPlan;
}

interface Planning extends Pick<PlannedDeactivation, 'user' | 'records'> {
  /** Receives the keys that were read, and returns the records as they are then. */
  readonly onLook: (look: Look) => Promise<KeyRecords>;
}

/** Reads the user and decides; a result if no key is to be deactivated. */
async function plan(
  { policy, keepAccessKeyId }: DeactivateRequest,
  services: RemediationServices,
  { user, records, onLook }: Planning,
): Promise<PlannedDeactivation | RunResult> {
  const now = services.now();
  const recent = [...records.values()].filter((record) => isRecentlyDeactivated(record, now));
  const uncounted = new Set(recent.map(({ key }) => key));
  const judged = await readVerdict(services.iam, user, { policy, now, uncounted, keepAccessKeyId });
  if (judged.kind === 'vanished') throw new UserVanishedError(user.userName);
  const { verdict, keys } = judged;
  const current = await onLook({ keys, at: now });
  const planned = planOrResult(user, verdict);
  if (!('outcome' in planned)) return { user, records: current, verdict, plan: planned };
  const shownActive = recent.filter(({ key }) => activeKeysOf(keys).some(({ id }) => id === key));
  return { ...planned, reason: joinSentences(planned.reason, ...shownActive.map(describeUncounted)) };
}

function describeUncounted(record: KeyRecord): string {
  const until = formatMinute(shownBy(record));
  return `${record.key} does not count until ${until}: One Active Key has deactivated it, or begun to, and IAM may show that late.`;
}

/** The plan of the verdict, or the result if no key is to be deactivated. */
function planOrResult(user: ListedUser, verdict: Verdict): DeactivationPlan | RunResult {
  const reason = explainVerdict(verdict);
  switch (verdict.situation) {
    case 'AtMostOneActiveKey':
    case 'RotationInProgress':
      return resultFor(user, { outcome: 'NothingToDo', reason });
    case 'Exempt':
      return resultFor(user, { outcome: 'Exempt', reason });
    case 'SurplusKeys': {
      if (verdict.plan.action === 'deactivate') return verdict.plan;
      const { refusal } = verdict.plan;
      return refusedResult(user, { code: refusal.code, reason: refusalSentences(refusal)[0] });
    }
  }
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
  { request, services, environment, run }: DeactivatingRun,
): Promise<RunResult> {
  const { automationExecutionId: execution, automationAssumeRole, policy } = request;
  const deactivation = { services, run, user, plan, records, execution };
  const { deactivated, unproven } = await deactivateSurplusKeys(deactivation);
  const lost = describeUnproven(unproven);
  if (deactivated.length === 0 && lost === undefined) {
    return resultFor(user, { outcome: 'NothingToDo', reason: 'All surplus keys were already inactive.' });
  }
  const reevaluation = await startReevaluation(services, user);
  if (deactivated.length === 0) {
    return resultFor(user, { outcome: 'NothingToDo', reason: joinSentences(lost, reevaluation) });
  }
  const roleArn = automationAssumeRole || services.automationRoleArn;
  return resultFor(user, {
    outcome: 'Deactivated',
    keptAccessKeyId: plan.survivor.id,
    deactivatedAccessKeyIds: deactivated,
    reason: joinSentences(explainVerdict(verdict), lost, NO_FREE_SLOT, reevaluation),
    undo: undoCommand({
      region: environment.region,
      roleArn,
      policy,
      userId: user.userId,
      keys: deactivated,
    }),
  });
}

function describeUnproven(keys: readonly AccessKeyId[]): string | undefined {
  if (keys.length === 0) return undefined;
  return `${keys.join(', ')} is Inactive: ${describeDoubt('deactivated it')}. To undo this, reactivate it with Force=true.`;
}

/** IAM allows a user two access keys, Inactive ones included (IAM User Guide, "IAM and AWS STS quotas"): the two of any plan. */
const NO_FREE_SLOT = 'IAM refuses CreateAccessKey for this user until one of the keys is deleted.';
