import { type Notice, writeNotice } from '../../ledger/notices.ts';
import { explainVerdict } from '../../policy/annotation.ts';
import { planText } from '../../policy/plan-text.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { formatMinute } from '../../policy/text.ts';
import { describeError } from '../../product/describe.ts';
import type { MessageEvent } from '../../product/message.ts';
import { type RunResult, resultFor } from '../receipt.ts';
import type { PlannedDeactivation } from '../shared/planned-deactivation.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices } from '../shared/services.ts';
import { messageAbout } from '../telling/message-about.ts';
import { NoticeNotAcceptedError } from './errors.ts';
import { endOfNotice, type NoticeStep, noticeStep } from './notice-step.ts';

/** What was done about the notice of a plan that may not be carried out yet. */
export interface NoticeResult {
  readonly step: Exclude<NoticeStep, 'act'>;
  /** The outcome `Noticed`. */
  readonly result: RunResult;
}

/** A plan, and the notice that was read for its user. */
export type NoticedPlan = Pick<PlannedDeactivation, 'user' | 'verdict' | 'plan'> & {
  readonly notice: Notice | undefined;
};

/**
 * Gives notice of a plan, or reminds of it, where that is due. A notice counts once every topic has accepted
 * its message. Undefined if the plan may be carried out. Throws `NoticeNotAcceptedError`, and the errors of
 * the ledger.
 */
export async function giveNoticeIfDue(
  services: RemediationServices,
  noticed: NoticedPlan,
): Promise<NoticeResult | undefined> {
  const { noticeDays } = services.automatic;
  const { notice, plan } = noticed;
  const step = noticeStep(notice, planText(plan), { noticeDays, now: services.now() });
  if (step === 'act') return undefined;
  const current = step === 'wait' && notice ? notice : await tellOwner(services, noticed, step);
  const until = formatMinute(endOfNotice(current, noticeDays));
  const sentence = `${SENTENCES[step](current)}: nothing happens automatically before ${until}.`;
  return { step, result: noticedResult(noticed, sentence) };
}

const SENTENCES = {
  give: () => 'The owner was given notice',
  remind: ({ acceptedAt }: Notice) => `The owner was reminded of the notice of ${formatMinute(acceptedAt)}`,
  wait: ({ acceptedAt }: Notice) => `The owner was given notice at ${formatMinute(acceptedAt)}`,
} as const;

function noticedResult({ user, plan, verdict }: NoticedPlan, sentence: string): RunResult {
  return resultFor(user, {
    outcome: 'Noticed',
    keptAccessKeyId: plan.survivor.id,
    plannedAccessKeyIds: plan.surplus.map(({ id }) => id),
    reason: joinSentences(explainVerdict(verdict), sentence),
  });
}

/** A step other than `give` is one of a notice that exists. */
function tellOwner(services: RemediationServices, noticed: NoticedPlan, step: NoticeStep): Promise<Notice> {
  const { notice } = noticed;
  return step === 'remind' && notice ? remind(services, noticed, notice) : give(services, noticed);
}

async function give(services: RemediationServices, noticed: NoticedPlan): Promise<Notice> {
  const { user, plan, notice: previous } = noticed;
  const span = services.automatic.noticeDays * DAY_MS;
  // The message names a whole minute, and no time before the notice is old enough.
  const told = new Date(Math.ceil(services.now().getTime() / MINUTE_MS) * MINUTE_MS + span);
  await publish(services, noticed, { event: 'Noticed', time: told });
  const acceptedAt = services.now();
  const notice: Notice = {
    userId: user.userId,
    nonce: services.randomId(),
    plan: planText(plan),
    acceptedAt,
    notBefore: new Date(Math.max(told.getTime(), acceptedAt.getTime() + span)),
    remindedAt: undefined,
  };
  // Another run may have given the same notice meanwhile; the older of two counts for nobody's disadvantage.
  await writeNotice(services.ledger, notice, previous);
  return notice;
}

const MINUTE_MS = 60_000;

async function remind(services: RemediationServices, noticed: NoticedPlan, notice: Notice): Promise<Notice> {
  // The time in the first message may have passed, where passes were missed or paused.
  const time = endOfNotice({ ...notice, remindedAt: services.now() }, services.automatic.noticeDays);
  await publish(services, noticed, { event: 'Reminder', time });
  const reminded = { ...notice, nonce: services.randomId(), remindedAt: services.now() };
  await writeNotice(services.ledger, reminded, notice);
  return reminded;
}

async function publish(
  { tell }: RemediationServices,
  { user, plan, verdict }: NoticedPlan,
  { event, time }: { readonly event: MessageEvent; readonly time: Date },
): Promise<void> {
  const untold =
    event === 'Reminder'
      ? `the owner of ${user.userName} was not reminded of the notice`
      : `no notice was given to the owner of ${user.userName}`;
  if (!tell) throw new NoticeNotAcceptedError(untold, NO_TOPIC);
  const message = messageAbout(event, user, {
    keptAccessKeyId: plan.survivor.id,
    accessKeyIds: plan.surplus.map(({ id }) => id),
    reason: explainVerdict(verdict),
    time: time.toISOString(),
  });
  const answer = await tell(message).catch((cause: unknown) => {
    throw new NoticeNotAcceptedError(untold, describeError(cause), { cause });
  });
  if (answer.outcome !== 'Accepted') {
    throw new NoticeNotAcceptedError(untold, `its message is ${answer.outcome} and not Accepted`);
  }
}

const NO_TOPIC = 'the stack has no topic; give NotificationTopicArn or ChatTopicArn';
