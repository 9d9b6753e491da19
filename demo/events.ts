import { NAMES } from '../product/names.ts';
import { CLOUDTRAIL_EVENT, KEY_CALLS, TAG_CALLS } from '../reevaluation/event.ts';
import type { SandboxAccount } from '../sandbox/account.ts';

/**
 * Subscribes the re-evaluation function to the calls of IAM that succeeded, as the stack does with
 * `NearRealTime`.
 */
export function subscribeToEvents({ trail }: SandboxAccount): void {
  trail.addTarget(NAMES.reevaluationFunction, {
    source: ['aws.iam'],
    'detail-type': [CLOUDTRAIL_EVENT],
    detail: { eventName: [...KEY_CALLS, ...TAG_CALLS], errorCode: [{ exists: false }] },
  });
}

/** Delivers all events, as EventBridge does within minutes; throws if the function fails. */
export async function deliverEvents({ trail }: SandboxAccount): Promise<void> {
  while (trail.pending().length > 0) {
    const [failure] = await trail.deliver();
    if (failure !== undefined) throw new Error(failure);
  }
}
