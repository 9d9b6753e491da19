import type { ListedUser } from '../../aws/iam-users.ts';
import { type Notice, readNotice, voidNotice } from '../../ledger/notices.ts';
import { planText } from '../../policy/plan-text.ts';
import { describeError } from '../../product/describe.ts';
import type { RunResult } from '../receipt.ts';
import type { DeactivateRequest } from '../request.ts';
import type { PlannedDeactivation } from '../shared/planned-deactivation.ts';
import type { RemediationServices } from '../shared/services.ts';

type NoticeServices = Pick<RemediationServices, 'ledger' | 'automatic'>;

/** What a run saw of a user: a plan, or the result of a run that has none. */
export interface Sight {
  readonly user: ListedUser;
  readonly planned: PlannedDeactivation | RunResult;
}

/**
 * Makes the notice of a user void whom a run sees without its plan. A run by hand may decide by other
 * parameters, name a survivor or carry out what others approved: its plan and its refusal say nothing of the
 * notice, and that the user complies or is exempt does. Throws the errors of the ledger.
 */
export async function voidNoticeBySight(
  services: NoticeServices,
  { isAutomatic }: Pick<DeactivateRequest, 'isAutomatic'>,
  { user, planned }: Sight,
): Promise<void> {
  const isWithoutPlan = 'outcome' in planned;
  const says = isAutomatic || (isWithoutPlan && planned.outcome !== 'Refused');
  if (says) await voidOtherNotice(services, user, isWithoutPlan ? undefined : planText(planned.plan));
}

/** Without notices (`NoticeDays` is 0) it does nothing; `plan` is undefined for a user without one. */
async function voidOtherNotice(
  { ledger, automatic }: NoticeServices,
  { userId }: Pick<Notice, 'userId'>,
  plan: string | undefined,
): Promise<void> {
  if (automatic.noticeDays === 0) return;
  const notice = await readNotice(ledger, userId);
  if (notice && notice.plan !== plan) await voidNotice(ledger, notice);
}

/**
 * Makes the notice of a user void whose keys a run has just changed: it has served its purpose. Returns a
 * warning if that failed, since the keys are changed either way; the next run that sees the user makes the
 * notice void.
 */
export async function usedUpNotice(
  services: NoticeServices,
  user: Pick<Notice, 'userId'>,
): Promise<string | undefined> {
  try {
    await voidOtherNotice(services, user, undefined);
    return undefined;
  } catch (error) {
    return `The notice of this user could not be made void: ${describeError(error)}`;
  }
}
