import type { UserId } from '../../../policy/identifiers.ts';
import type { KeptRun } from './parse-receipt.ts';
import type { TaggedUser } from './tagged-users.ts';

/** The present names of users, else those in the last receipts. */
export function namesOf(
  runs: readonly KeptRun[],
  users: readonly TaggedUser[] | undefined,
): ReadonlyMap<UserId, string> {
  const ofRuns = runs
    .filter(({ userName }) => userName !== '')
    .map((run) => [run.userId, run.userName] as const);
  const now = (users ?? []).map(({ userId, userName }) => [userId, userName] as const);
  return new Map<UserId, string>([...ofRuns, ...now]);
}
