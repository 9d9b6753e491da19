/** How long the request that makes a schedule may take without the schedule's minute having begun. */
const LEAD_MS = 20_000;

const MINUTE_MS = 60_000;

/**
 * The full minute at which the changes of about now are evaluated together: the first that begins 20 seconds from
 * now or later, so that it has not begun when the schedule is made, and IAM's reads have caught up.
 */
export function nextEvaluationMinute(now: Date): Date {
  return new Date(Math.ceil((now.getTime() + LEAD_MS) / MINUTE_MS) * MINUTE_MS);
}

/** The name of the one schedule of a minute; of the characters that EventBridge Scheduler allows. */
export function scheduleNameOf(minute: Date): string {
  return `evaluate-${minute.toISOString().slice(0, 16).replace(':', '-')}Z`;
}
