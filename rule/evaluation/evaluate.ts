import type { Notification } from '../event.ts';
import { evaluateAccount } from './account-evaluation.ts';
import type { Run } from './run.ts';
import { evaluateChangedUser } from './user-evaluation.ts';

/** Evaluates all users, or the one user whose configuration changed. Never throws: what fails is added to the tally. */
export async function evaluate(run: Run, notification: Notification): Promise<void> {
  if (notification.kind === 'account') await evaluateAccount(run);
  else await evaluateChangedUser(run, notification.userId, notification.isGone);
}
