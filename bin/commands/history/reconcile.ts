import { LEASE_MS } from '../../../ledger/assumptions.ts';
import type { KeyRecord, KeyState } from '../../../ledger/key-records.ts';
import type { AccessKeyId } from '../../../policy/identifiers.ts';
import { formatMinute } from '../../../policy/text.ts';
import type { KeptRun } from './parse-receipt.ts';
import type { UnreadPart } from './unread-part.ts';

/** The two halves of a ledger, which tell of each deactivation twice, and the period of the history. */
export interface Halves {
  /** All runs whose receipts were understood, also older ones. */
  readonly runs: readonly KeptRun[];
  /** All records, also those that have ended: none is ever deleted (docs/ledger.md). */
  readonly records: readonly KeyRecord[];
  readonly since: Date | undefined;
  readonly now: Date;
}

/**
 * What one half of the ledger tells and the other lacks: a deactivation on record without the receipt of its
 * run, and a receipt of a deactivation, which nobody has undone since, without the record of its key.
 */
export function reconcile(halves: Halves): readonly UnreadPart[] {
  const { runs, records, since } = halves;
  const isOfPeriod = (at: Date) => since === undefined || at >= since;
  const withoutReceipt = records.filter(
    (record) => leavesReceipt(record, halves) && !hasReceipt(record, runs),
  );
  const onRecord = new Set<string>(records.map(({ key }) => key));
  const withoutRecord = runs
    .filter((run) => run.outcome === 'Deactivated' && isOfPeriod(run.at))
    .flatMap((run) => run.accessKeyIds.map((key) => ({ run, key })))
    .filter(({ run, key }) => !onRecord.has(key) && !isUndoneSince(key, run, runs));
  return [
    ...withoutReceipt
      .filter(({ deactivatedAt }) => deactivatedAt && isOfPeriod(deactivatedAt))
      .map(receiptMissing),
    ...withoutRecord.map(recordMissing),
  ];
}

/**
 * The states of a key whose deactivation IAM has shown to the run; what follows them keeps the time of the
 * deactivation.
 */
const DEACTIVATED: readonly KeyState[] = ['done', 'undoing', 'deleting', 'deleted', 'gone'];

/**
 * An `undone` key may be that of a run that took its deactivation back and ended with an error, which leaves
 * no receipt.
 */
function leavesReceipt({ key, state, deactivatedAt, survivor }: KeyRecord, { runs, now }: Halves): boolean {
  if (deactivatedAt === undefined || survivor === undefined) return false;
  // The run keeps its receipt after its records.
  if (now.getTime() - deactivatedAt.getTime() < LEASE_MS) return false;
  return (
    DEACTIVATED.includes(state) ||
    (state === 'undone' && runs.some((run) => endsAfter(run, key, deactivatedAt)))
  );
}

function hasReceipt({ key, userId, execution, intendedAt }: KeyRecord, runs: readonly KeptRun[]): boolean {
  return runs.some(
    (run) =>
      run.outcome === 'Deactivated' &&
      run.userId === userId &&
      run.execution === execution &&
      run.at >= intendedAt &&
      run.accessKeyIds.includes(key),
  );
}

const isUndoneSince = (key: string, { at }: KeptRun, runs: readonly KeptRun[]): boolean =>
  runs.some((run) => endsAfter(run, key, at));

/** Whether a run gave the key back or deleted it after this time. */
function endsAfter({ outcome, at, accessKeyIds }: KeptRun, key: string, since: Date): boolean {
  return ['Reactivated', 'Deleted'].includes(outcome) && at >= since && accessKeyIds.includes(key);
}

function receiptMissing({ key, deactivatedAt, intendedAt, execution }: KeyRecord): UnreadPart {
  const what = deactivationText(key, deactivatedAt ?? intendedAt, execution);
  return {
    what: 'receipt',
    which: key,
    reason: `${what}: the ledger has no receipt of it that can be read; the log of the function may have it`,
  };
}

function recordMissing({
  run: { at, execution },
  key,
}: {
  readonly run: KeptRun;
  readonly key: string;
}): UnreadPart {
  const what = deactivationText(key, at, execution);
  return {
    what: 'record',
    which: key,
    reason: `${what}: the ledger has no record of the key that can be read, so it is not among the keys on record`,
  };
}

function deactivationText(key: AccessKeyId | string, at: Date, execution: string): string {
  const by = execution === '' ? 'without an execution' : `execution ${execution}`;
  return `the deactivation of ${key} on ${formatMinute(at)}, ${by}`;
}
