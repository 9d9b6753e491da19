import type { ListedUser } from '../../aws/iam-users.ts';
import { readVerdict } from '../../aws/read-verdict.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import { activeKeysOf } from '../../policy/access-key.ts';
import { explainVerdict } from '../../policy/annotation.ts';
import { refusalSentences } from '../../policy/refusal.ts';
import { formatMinute } from '../../policy/text.ts';
import type { Verdict } from '../../policy/verdict.ts';
import { type RunResult, refusedResult, resultFor } from '../receipt.ts';
import type { DeactivateRequest } from '../request.ts';
import type { Look } from '../shared/active-again.ts';
import { UserVanishedError } from '../shared/errors.ts';
import type { DeactivationPlan, PlannedDeactivation } from '../shared/planned-deactivation.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices } from '../shared/services.ts';
import { isRecentlyDeactivated, type KeyRecords, shownBy } from '../shared/settle-records.ts';
import { describePlanChange } from './plan-change.ts';

/** A user whose deactivation is to be prepared. */
export interface Preparation extends Pick<PlannedDeactivation, 'user' | 'records'> {
  /**
   * Receives the keys that were read, and returns the records as they are then; not given by a run that
   * writes no record.
   */
  readonly onLook?: (look: Look) => Promise<KeyRecords>;
}

/**
 * Reads the user and decides; a result if no key is to be deactivated. Throws `UserVanishedError`, the errors
 * of AWS, and those of `onLook`.
 */
export async function prepareDeactivation(
  { policy, keepAccessKeyId, approvedPlan }: DeactivateRequest,
  services: RemediationServices,
  { user, records, onLook }: Preparation,
): Promise<PlannedDeactivation | RunResult> {
  const now = services.now();
  const recent = [...records.values()].filter((record) => isRecentlyDeactivated(record, now));
  const uncounted = new Set(recent.map(({ key }) => key));
  const judged = await readVerdict(services.iam, user, { policy, now, uncounted, keepAccessKeyId });
  if (judged.kind === 'vanished') throw new UserVanishedError(user.userName);
  const { verdict, keys } = judged;
  const current = onLook ? await onLook({ keys, at: now }) : records;
  const planned = planOrResult(user, verdict);
  if (!('outcome' in planned)) {
    const change = approvedPlan && describePlanChange(approvedPlan, planned);
    if (change !== undefined) return refusedResult(user, { code: 'PlanChanged', reason: change });
    return { user, records: current, verdict, plan: planned };
  }
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
