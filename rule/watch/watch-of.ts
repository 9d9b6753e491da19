import { isTest } from '../evaluation/config-evaluations.ts';
import type { Invocation } from '../event.ts';
import type { RuleServices } from '../services.ts';
import { NO_WATCH, openWatch, type VerdictWatch } from './verdict-watch.ts';

/** The watch of a run. AWS Config stores nothing of a test run, and neither does the ledger. */
export async function watchOf(
  { notes, isWatching, now }: Pick<RuleServices, 'notes' | 'isWatching' | 'now'>,
  { resultToken }: Pick<Invocation, 'resultToken'>,
): Promise<VerdictWatch> {
  return notes && isWatching && !isTest(resultToken) ? openWatch(notes, now()) : NO_WATCH;
}
