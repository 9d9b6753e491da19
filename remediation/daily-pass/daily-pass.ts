import { hasEnded, type KeyRecord, readAllKeyRecords } from '../../ledger/key-records.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { describeError } from '../../product/describe.ts';
import type { AwsEnvironment } from '../../product/names.ts';
import { type DeletionPass, startDeletions } from '../delete/start-deletions.ts';
import type { DailyPassRequest } from '../request.ts';
import { type Settlement, settleOpenRecords } from '../settle/settle-open-records.ts';
import { createListedUsers, type ListedUsers } from '../shared/listed-users.ts';
import { readPause } from '../shared/pause.ts';
import { rotateByDay } from '../shared/rotate-by-day.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { UserOnRecord } from '../shared/user-on-record.ts';
import { tellEndings } from '../telling/tell-endings.ts';
import { type AutomaticPass, runAutomaticPass } from './automatic-pass.ts';
import { IncompleteDailyPassError } from './errors.ts';
import type { DailyPassReport } from './report.ts';

/** After how many milliseconds the pass turns to no further user: well within the function's 290 seconds. */
const TIME_MS = 200_000;

/**
 * Once a day: settles the records that interrupted runs left open, without a write to IAM, and tells of what
 * will soon end. If the request has `soakDays`, starts the deletions that are due and ends the records of
 * keys that it sees deleted or Active again; if keys are deactivated automatically, gives the notices and
 * starts the deactivations that are due; neither while all automatic acts are paused. Reads IAM only if one
 * of these needs it.
 *
 * Throws `IncompleteDailyPassError` at the end if something of this failed, if the ledger has an item that is
 * not ours, or if an interrupted run may have locked a user out; the pass did its work for everything else.
 */
export async function runDailyPass(
  { soakDays, isAutomatic }: DailyPassRequest,
  services: RemediationServices,
  environment: AwsEnvironment,
): Promise<DailyPassReport> {
  const beganAt = services.now();
  const isTimeLeft = () => services.now().getTime() - beganAt.getTime() <= TIME_MS;
  const { records, malformed } = await readAllKeyRecords(services.ledger);
  const listed = createListedUsers(services.iam);
  const users = rotateByDay(await usersOnRecord(listed, records), beganAt);
  const settlement = await settleOpenRecords(services, users, isTimeLeft);
  const pass: Pass = { services, environment, users, listed, isTimeLeft };
  const { region } = environment;
  // Before the acts, which can wait for a day that has time for them: what ends is told of in time, or never.
  const told = await tellEndings(services, { region, users: listed, onRecord: users, soakDays, isTimeLeft });
  const acts = await startAutomaticActs(pass, { soakDays, isAutomatic });
  const report = reportOf(users.length, settlement, acts);
  const { failures: notDeleted } = acts.deletions;
  const failures = [
    ...malformed.map(describeError),
    ...settlement.failures,
    ...notDeleted,
    ...acts.failures,
    ...told,
  ];
  if (failures.length + settlement.lockouts.length === 0) return report;
  throw new IncompleteDailyPassError(report, { lockouts: settlement.lockouts, failures });
}

function reportOf(
  usersOnRecord: number,
  settlement: Pick<Settlement, 'settled'>,
  { deletions, paused, automatic }: AutomaticActs,
): DailyPassReport {
  const { failures: _, settled: ended, ...started } = deletions;
  const settled = [...settlement.settled, ...ended];
  const report = { operation: 'DailyPass', usersOnRecord, settled, ...started, paused } as const;
  return automatic ? { ...report, automatic } : report;
}

/** A pass under way. */
interface Pass {
  readonly services: RemediationServices;
  readonly environment: AwsEnvironment;
  readonly users: readonly UserOnRecord[];
  readonly listed: ListedUsers;
  readonly isTimeLeft: () => boolean;
}

/** What a pass did of its own accord. */
interface AutomaticActs {
  readonly paused: string;
  readonly deletions: DeletionPass;
  readonly automatic?: AutomaticPass['report'];
  readonly failures: readonly string[];
}

const NO_DELETIONS = { started: [], refused: [], settled: [], usersLeft: 0, failures: [] } as const;

const NO_ACTS: AutomaticActs = { paused: '', deletions: NO_DELETIONS, failures: [] };

/** Deletes first: a deactivation can wait for a day that has time for it. */
async function startAutomaticActs(
  { services, environment, users, listed, isTimeLeft }: Pass,
  { soakDays, isAutomatic }: Pick<DailyPassRequest, 'soakDays' | 'isAutomatic'>,
): Promise<AutomaticActs> {
  if (soakDays === undefined && !isAutomatic) return NO_ACTS;
  try {
    const paused = await readPause(services.ssm);
    if (paused !== undefined) return { ...NO_ACTS, paused };
  } catch (error) {
    return { ...NO_ACTS, failures: [`nothing automatic happens: ${describeError(error)}`] };
  }
  const deletions =
    soakDays === undefined ? NO_DELETIONS : await startDeletions(services, users, { soakDays, isTimeLeft });
  if (!isAutomatic) return { ...NO_ACTS, deletions };
  try {
    const { report, failures } = await runAutomaticPass(services, { environment, users: listed, isTimeLeft });
    return { ...NO_ACTS, deletions, automatic: report, failures };
  } catch (error) {
    return { ...NO_ACTS, deletions, failures: [describeError(error)] };
  }
}

/** The users with a record of a key that may still exist, in the order of their ids. */
async function usersOnRecord(
  listed: ListedUsers,
  records: readonly KeyRecord[],
): Promise<readonly UserOnRecord[]> {
  const current = new Map<UserId, KeyRecord[]>();
  for (const record of records.filter((each) => !hasEnded(each))) {
    current.set(record.userId, [...(current.get(record.userId) ?? []), record]);
  }
  const users: UserOnRecord[] = [];
  for (const [userId, own] of current) {
    users.push({ userId, user: await listed.find(userId), records: own });
  }
  return users;
}
