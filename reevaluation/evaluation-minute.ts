/** How long the request that creates a schedule may take before the minute of the schedule begins. */
const LEAD_MS = 20_000;

const MINUTE_MS = 60_000;

/**
 * The minute in which the changes of now are evaluated together: the first one that begins at least 20
 * seconds from now, so that it has not begun when the schedule is created, and so that IAM's reads show the
 * changes.
 */
export function nextEvaluationMinute(now: Date): Date {
  return new Date(Math.ceil((now.getTime() + LEAD_MS) / MINUTE_MS) * MINUTE_MS);
}

/** The name of the only schedule of a minute, in characters that EventBridge Scheduler allows. */
export function scheduleNameOf(minute: Date): string {
  return `evaluate-${minute.toISOString().slice(0, 16).replace(':', '-')}Z`;
}
