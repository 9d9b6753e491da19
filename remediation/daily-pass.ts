import { type ListedUser, listUsers } from '../aws/iam-users.ts';
import { hasEnded, type KeyRecord, readAllKeyRecords } from '../ledger/key-records.ts';
import type { UserId } from '../policy/identifiers.ts';
import { DAY_MS } from '../policy/policy.ts';
import { describeError } from '../product/describe.ts';
import type { DailyPassReport } from './daily-pass-report.ts';
import { startDeletions } from './delete/start-deletions.ts';
import { IncompleteDailyPassError } from './errors.ts';
import type { DailyPassRequest } from './request.ts';
import { settleOpenRecords } from './settle/settle-open-records.ts';
import type { RemediationServices } from './shared/services.ts';
import type { UserOnRecord } from './shared/user-on-record.ts';

/** After how many milliseconds the pass turns to no further user: well within the function's 290 seconds. */
const TIME_MS = 200_000;

/**
 * Once a day: settles the records that interrupted runs left open, without a write to IAM, and, if the request has `soakDays`, starts
 * the deletions that are due and ends the records of keys that it sees deleted or Active again. Reads IAM only if the ledger has a
 * key that may still exist.
 *
 * Throws `IncompleteDailyPassError` at the end if a user could not be settled or read, if the ledger has an item that is not
 * ours, or if an interrupted run may have locked a user out; the pass did its work for all other users.
 */
export async function runDailyPass(
  { soakDays }: DailyPassRequest,
  services: RemediationServices,
): Promise<DailyPassReport> {
  const beganAt = services.now();
  const isTimeLeft = () => services.now().getTime() - beganAt.getTime() <= TIME_MS;
  const { records, malformed } = await readAllKeyRecords(services.ledger);
  const users = rotateByDay(await usersOnRecord(services, records), beganAt);
  const settlement = await settleOpenRecords(services, users, isTimeLeft);
  const deletions =
    soakDays === undefined ? NO_DELETIONS : await startDeletions(services, users, { soakDays, isTimeLeft });
  const { settled, lockouts } = settlement;
  const { failures: notDeleted, settled: ended, ...started } = deletions;
  const report = {
    operation: 'DailyPass',
    usersOnRecord: users.length,
    settled: [...settled, ...ended],
    ...started,
  } as const;
  const failures = [...malformed.map(describeError), ...settlement.failures, ...notDeleted];
  if (failures.length + lockouts.length === 0) return report;
  throw new IncompleteDailyPassError(report, { lockouts, failures });
}

const NO_DELETIONS = { started: [], refused: [], settled: [], usersLeft: 0, failures: [] } as const;

/** The users with a record of a key that may still exist, in the order of their ids. */
async function usersOnRecord(
  { iam }: RemediationServices,
  records: readonly KeyRecord[],
): Promise<readonly UserOnRecord[]> {
  const current = new Map<UserId, KeyRecord[]>();
  for (const record of records.filter((each) => !hasEnded(each))) {
    current.set(record.userId, [...(current.get(record.userId) ?? []), record]);
  }
  if (current.size === 0) return [];
  const users = new Map<UserId, ListedUser>();
  for await (const user of listUsers(iam)) if (current.has(user.userId)) users.set(user.userId, user);
  return [...current].map(([userId, own]) => ({ userId, user: users.get(userId), records: own }));
}

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * The same users, beginning with another user each day. The golden ratio spreads the first users of successive days
 * evenly, so that the pass reaches every user even if the first users fail or are refused each day.
 */
function rotateByDay(users: readonly UserOnRecord[], at: Date): readonly UserOnRecord[] {
  const dayNumber = Math.floor(at.getTime() / DAY_MS);
  const first = Math.floor(((dayNumber * GOLDEN_RATIO) % 1) * users.length);
  return [...users.slice(first), ...users.slice(0, first)];
}
