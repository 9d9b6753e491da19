import { type Notice, readNotice, voidNotice } from '../../ledger/notices.ts';
import { describeError } from '../../product/describe.ts';
import type { RemediationServices } from '../shared/services.ts';

type NoticeServices = Pick<RemediationServices, 'ledger' | 'automatic'>;

/**
 * Makes the notice of a user void unless it is of this very plan; `plan` is undefined for a user without one. Without notices
 * (`NoticeDays` is 0) it does nothing. Throws the errors of the ledger.
 */
export async function voidOtherNotice(
  { ledger, automatic }: NoticeServices,
  { userId }: Pick<Notice, 'userId'>,
  plan: string | undefined,
): Promise<void> {
  if (automatic.noticeDays === 0) return;
  const notice = await readNotice(ledger, userId);
  if (notice && notice.plan !== plan) await voidNotice(ledger, notice);
}

/**
 * Makes the notice of a user void whose keys a run has just changed: it has served its purpose. Returns a warning if that failed, since
 * the keys are changed either way; the next run that sees the user makes the notice void.
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
