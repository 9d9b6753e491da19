import { countDeactivation } from '../../ledger/automatic-deactivations.ts';
import { readNotice } from '../../ledger/notices.ts';
import { giveNoticeIfDue } from '../notices/give-notice.ts';
import { type RunResult, refusedResult } from '../receipt.ts';
import { pausedReason, readPause } from '../shared/pause.ts';
import type { PlannedDeactivation } from '../shared/planned-deactivation.ts';
import type { RemediationServices } from '../shared/services.ts';

/**
 * Why an automatic run must not carry out its plan now: all automatic acts are paused, the notice of the plan
 * is not old enough, or enough was deactivated today. Undefined if it may, and the deactivation is counted
 * then. Gives the notice where there is none. Only for a run that holds the lease of the user. Throws
 * `NoticeNotAcceptedError`, and the errors of AWS and of the ledger.
 */
export async function holdBack(
  planned: PlannedDeactivation,
  services: RemediationServices,
): Promise<RunResult | undefined> {
  const { user } = planned;
  const { ledger, automatic, now, randomId, ssm } = services;
  const pause = await readPause(ssm);
  if (pause !== undefined) return refusedResult(user, { code: 'Paused', reason: pausedReason(pause) });
  if (automatic.noticeDays > 0) {
    const notice = await readNotice(ledger, user.userId);
    const noticed = await giveNoticeIfDue(services, { ...planned, notice });
    if (noticed) return noticed.result;
  }
  const { perDay } = automatic;
  const isCounted = await countDeactivation(ledger, { userId: user.userId, perDay, at: now(), randomId });
  if (isCounted) return undefined;
  const reason = `${perDay} users were remediated automatically today, as many as AutomaticPerDay allows; this one waits.`;
  return refusedResult(user, { code: 'DailyLimit', reason });
}
