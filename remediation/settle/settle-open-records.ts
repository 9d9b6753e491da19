import { findUserInListing, type ListedUser } from '../../aws/iam-users.ts';
import { isOpen, type KeyRecord } from '../../ledger/key-records.ts';
import { describeError } from '../../product/describe.ts';
import type { RemediationServices } from '../shared/services.ts';
import { settleRecords } from '../shared/settle-records.ts';
import { describeSettled, type SettledKey } from '../shared/settled-key.ts';
import type { UserOnRecord } from '../shared/user-on-record.ts';
import { type UserRun, withLease } from '../shared/user-run.ts';

/**
 * The settled records, and a sentence about each user that may be locked out, or that could not be settled.
 */
export interface Settlement {
  readonly settled: readonly SettledKey[];
  readonly lockouts: readonly string[];
  readonly failures: readonly string[];
}

/**
 * Settles the records that interrupted runs left open, user by user, each under the user's lease and without
 * a write to IAM. A user on whom another run works is left to the next pass. The records of a user that two
 * listings lack become `gone`.
 */
export async function settleOpenRecords(
  services: RemediationServices,
  users: readonly UserOnRecord[],
  isTimeLeft: () => boolean,
): Promise<Settlement> {
  const settlements: Settlement[] = [];
  const unsettled = users.filter(({ user, records }) => !user || records.some(isOpen));
  for (const [index, each] of unsettled.entries()) {
    if (!isTimeLeft()) {
      const failure = `the time of the pass is over, and ${unsettled.length - index} users are not settled`;
      settlements.push({ settled: [], lockouts: [], failures: [failure] });
      break;
    }
    settlements.push(await attemptSettlement(services, each));
  }
  return {
    settled: settlements.flatMap(({ settled }) => settled),
    lockouts: settlements.flatMap(({ lockouts }) => lockouts),
    failures: settlements.flatMap(({ failures }) => failures),
  };
}

/** The settlement of one user. Never throws. */
async function attemptSettlement(services: RemediationServices, onRecord: UserOnRecord): Promise<Settlement> {
  try {
    const { records, lockout } = await settleUser(services, onRecord);
    const lockouts = lockout ? [describeError(lockout)] : [];
    return { settled: records.map(describeSettled), lockouts, failures: [] };
  } catch (error) {
    const failure = `${onRecord.user?.userName ?? onRecord.userId}: ${describeError(error)}`;
    return { settled: [], lockouts: [], failures: [failure] };
  }
}

type UserSettlement = { readonly records: readonly KeyRecord[]; readonly lockout: Error | undefined };

const NOTHING_SETTLED: UserSettlement = { records: [], lockout: undefined };

async function settleUser(services: RemediationServices, onRecord: UserOnRecord): Promise<UserSettlement> {
  const { userId, user: listed } = onRecord;
  const request = { operation: 'DailyPass', userId, automationExecutionId: '', leasePausesMs: [] };
  const leased = await withLease(services, request, async (run) => {
    // The listing of the pass was the first of the two that have to lack a user.
    const user = listed ?? (await findUserInListing(services.iam, userId));
    return user ? settleOpen(services, { ...onRecord, user }, run) : settleGone(onRecord, run);
  });
  return leased.kind === 'ran' ? leased.result : NOTHING_SETTLED;
}

async function settleOpen(
  services: RemediationServices,
  { user, records }: UserOnRecord & { readonly user: ListedUser },
  run: UserRun,
): Promise<UserSettlement> {
  const open = new Set(records.filter(isOpen).map(({ key }) => key));
  const { records: current, lockout } = await settleRecords(services, user, run);
  const settled = [...current.values()].filter((record) => open.has(record.key) && !isOpen(record));
  return { records: settled, lockout };
}

async function settleGone({ records }: UserOnRecord, run: UserRun): Promise<UserSettlement> {
  const gone: KeyRecord[] = [];
  for (const record of records) gone.push(await run.record({ ...record, state: 'gone' }, record));
  return { records: gone, lockout: undefined };
}
