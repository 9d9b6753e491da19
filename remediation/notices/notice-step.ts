import { MAX_CLOCK_SKEW_MS } from '../../ledger/assumptions.ts';
import type { Notice } from '../../ledger/notices.ts';
import { DAY_MS, HOUR_MS } from '../../policy/policy.ts';

/** What is to be done about the notice of a plan before it may be carried out automatically. */
export type NoticeStep =
  /** There is no notice of this very plan. */
  | 'give'
  | 'remind'
  | 'wait'
  /** The notice is old enough, and its owner was reminded. */
  | 'act';

/** The number of days of a notice, 1–30, and the time. */
export interface NoticeTime {
  readonly noticeDays: number;
  readonly now: Date;
}

/**
 * How long before its time the owner is reminded: a daily pass falls into the second half of this, a day
 * before, whether it comes a little early or late.
 */
const REMINDED_BEFORE_MS = 36 * HOUR_MS;

/** The time that an owner has at least between the reminder and the act. */
const AFTER_REMINDER_MS = 12 * HOUR_MS;

/**
 * How old the last message about a notice may be at the act: after a long pause or a long queue, the owner is
 * reminded again.
 */
const LAST_TOLD_WITHIN_MS = 14 * DAY_MS;

/**
 * Decides what is to be done about the notice of a plan. A notice of a day needs no reminder: it is given the
 * day before.
 */
export function noticeStep(
  notice: Notice | undefined,
  plan: string,
  { noticeDays, now }: NoticeTime,
): NoticeStep {
  if (!notice || notice.plan !== plan || isFromFuture(notice, now)) return 'give';
  const { acceptedAt, remindedAt } = notice;
  const wait = endOfNotice(notice, noticeDays).getTime() - now.getTime();
  if (noticeDays >= 2 && !remindedAt) return wait <= REMINDED_BEFORE_MS ? 'remind' : 'wait';
  if (wait > 0) return 'wait';
  const lastToldAt = remindedAt ?? acceptedAt;
  return now.getTime() > lastToldAt.getTime() + LAST_TOLD_WITHIN_MS ? 'remind' : 'act';
}

/**
 * Before which time nothing automatic happens: never earlier than the message said, later if the parameter
 * was raised since, and half a day after the reminder at least.
 */
export function endOfNotice({ acceptedAt, notBefore, remindedAt }: Notice, noticeDays: number): Date {
  const afterReminder = remindedAt ? remindedAt.getTime() + AFTER_REMINDER_MS : 0;
  return new Date(Math.max(notBefore.getTime(), acceptedAt.getTime() + noticeDays * DAY_MS, afterReminder));
}

/** A notice that no clock of ours can have dated so counts as none. */
const isFromFuture = ({ acceptedAt }: Notice, now: Date): boolean =>
  acceptedAt.getTime() > now.getTime() + MAX_CLOCK_SKEW_MS;
