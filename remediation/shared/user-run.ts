import { LAST_WRITE_MS } from '../../ledger/assumptions.ts';
import { type KeyRecord, writeKeyRecord } from '../../ledger/key-records.ts';
import { type Lease, type LeaseResult, proveLease, releaseLease, takeLease } from '../../ledger/lease.ts';
import type { UserId } from '../../policy/identifiers.ts';
import { TimeOverError } from './errors.ts';
import type { RemediationServices } from './services.ts';

/** A run that holds the lease of its user. */
export interface UserRun {
  /** Throws unless the run still holds the lease and has time left for a write to IAM and what follows it. */
  readonly assertMayWrite: () => Promise<void>;
  /** Throws unless the run has time left for a write to IAM and what follows it. */
  readonly assertInTime: () => void;
  /** Writes a record in place of the one that was read, and returns it. */
  readonly record: (next: RecordContent, previous?: KeyRecord) => Promise<KeyRecord>;
  /**
   * Notes whether a write of this run may have an effect that IAM has not shown. If the run fails while it is
   * in doubt, its lease is left to expire, so that the next run on the user begins when IAM shows what has
   * become of the write.
   */
  readonly setDoubt: (isInDoubt: boolean) => void;
  readonly isInDoubt: () => boolean;
  /** Milliseconds since the run began. */
  readonly elapsedMs: () => number;
}

/** A record without what the write adds: its time and its nonce. */
export type RecordContent = Omit<KeyRecord, 'nonce' | 'changedAt'>;

/** A user, and the run that works on it. */
export interface LeasedUser {
  readonly operation: string;
  readonly userId: UserId;
  /** Empty if no runbook invoked the function. */
  readonly automationExecutionId: string;
  /**
   * The pauses before further attempts to take a lease that another run holds, in milliseconds; by default 14
   * seconds in all.
   */
  readonly leasePausesMs?: readonly number[];
}

/** The result of a run that holds the lease of its user, or the lease of the run that held it instead. */
export type LeasedResult<Result> =
  | { readonly kind: 'ran'; readonly result: Result }
  | { readonly kind: 'held'; readonly by: Lease };

/** The pauses before further attempts to take a lease that another run holds, in milliseconds. */
const LEASE_PAUSES_MS: readonly number[] = [2_000, 4_000, 8_000];

/**
 * Takes the lease of the user, runs an operation and releases the lease. If another run holds the lease,
 * tries again after each pause. Throws the error of the operation, and, before it, the errors of the ledger.
 */
export async function withLease<Result>(
  services: RemediationServices,
  user: LeasedUser,
  operation: (run: UserRun) => Promise<Result>,
): Promise<LeasedResult<Result>> {
  const beganAt = services.uptime();
  const taken = await takeLeasePatiently(services, user);
  if (taken.kind === 'held') return taken;
  const run = createRun(services, taken.lease, beganAt);
  // A lease that cannot be released expires by itself; this error must not hide a receipt or another error.
  const release = () => releaseLease(services.ledger, taken.lease).catch(() => {});
  try {
    const result = await operation(run);
    await release();
    return { kind: 'ran', result };
  } catch (error) {
    if (!run.isInDoubt()) await release();
    throw error;
  }
}

async function takeLeasePatiently(
  { ledger, now, wait, randomId }: RemediationServices,
  { operation, userId, automationExecutionId: execution, leasePausesMs = LEASE_PAUSES_MS }: LeasedUser,
): Promise<LeaseResult> {
  const request = { userId, operation, execution, nonce: randomId() };
  let result = await takeLease(ledger, request, now());
  for (const pauseMs of leasePausesMs) {
    if (result.kind === 'taken') break;
    await wait(pauseMs);
    result = await takeLease(ledger, request, now());
  }
  return result;
}

function createRun(
  { ledger, now, uptime, randomId }: RemediationServices,
  lease: Lease,
  beganAt: number,
): UserRun {
  let isInDoubt = false;
  const assertInTime = () => {
    if (uptime() - beganAt > LAST_WRITE_MS) throw new TimeOverError(LAST_WRITE_MS / 1000);
  };
  return {
    assertInTime,
    async assertMayWrite() {
      assertInTime();
      await proveLease(ledger, lease);
    },
    async record(content, previous) {
      const next = { ...content, changedAt: now(), nonce: randomId() };
      await writeKeyRecord(ledger, next, previous);
      return next;
    },
    setDoubt(value) {
      isInDoubt = value;
    },
    isInDoubt: () => isInDoubt,
    elapsedMs: () => uptime() - beganAt,
  };
}
