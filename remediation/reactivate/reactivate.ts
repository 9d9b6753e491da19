import type { ListedUser } from '../../aws/iam-users.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import { activeKeysOf, type KeyMetadata } from '../../policy/access-key.ts';
import type { AccessKeyId } from '../../policy/identifiers.ts';
import { type RunResult, refusedResult, resultFor } from '../receipt.ts';
import type { ReactivateRequest } from '../request.ts';
import { endActiveAgain } from '../shared/active-again.ts';
import { onLeasedUser } from '../shared/on-leased-user.ts';
import { joinSentences } from '../shared/sentences.ts';
import type { RemediationServices } from '../shared/services.ts';
import { isRecentlyDeactivated, type KeyRecords, settleRecords } from '../shared/settle-records.ts';
import { startReevaluation } from '../shared/start-reevaluation.ts';
import type { UserRun } from '../shared/user-run.ts';
import { readKeys, readTags } from '../shared/verification.ts';
import { describeDoubt, isNecessaryAtSecondLook, type WriteEffect } from '../shared/write-attempts.ts';
import { exemptAlready } from './exempt-already.ts';
import { exemptUser } from './exempt-user.ts';
import { findForeignKeyRefusal } from './foreign-key-refusal.ts';
import { setActive, writeIntention } from './set-active.ts';
import { findUndoRefusal } from './undo-refusal.ts';

/**
 * Exempts a user and then sets a key that One Active Key deactivated to Active again, so that the next
 * evaluation does not lead to a new deactivation of the key. With `force` it also sets a key to Active that
 * somebody else deactivated.
 *
 * If two looks find the key Active, returns `NothingToDo`, and exempts the user only as `exemptAlready` does.
 * A missing exemption does not stop the reactivation; the reason of the receipt says that it may be missing.
 * Throws `ReactivationError` if the key could not be set to Active or IAM does not show it as Active, and the
 * errors of AWS and of the ledger before that.
 */
export function reactivate(request: ReactivateRequest, services: RemediationServices): Promise<RunResult> {
  return onLeasedUser(services, request, (user, run) => reactivateKeyOf({ user, request, services, run }));
}

/** The run of an undo. */
interface Reactivation {
  readonly user: ListedUser;
  readonly request: ReactivateRequest;
  readonly services: RemediationServices;
  readonly run: UserRun;
}

async function reactivateKeyOf(reactivation: Reactivation): Promise<RunResult> {
  const { user, services, run } = reactivation;
  const { records, lockout } = await settleRecords(services, user, run);
  const result = await reactivateByRecords(reactivation, records);
  // A run that gives a key back ends the lock-out. Any other one has to tell of it, since the settlement
  // tells only once.
  if (!lockout || result.outcome === 'Reactivated') return result;
  return { ...result, reason: joinSentences(result.reason, `${lockout.message}.`) };
}

async function reactivateByRecords(reactivation: Reactivation, settled: KeyRecords): Promise<RunResult> {
  const { user, request, services } = reactivation;
  const at = services.now();
  const keys = await readKeys(services.iam, user);
  const records = await endActiveAgain(reactivation, settled, { keys, at });
  const key = keys.find(({ id }) => id === request.accessKeyId);
  // A key on record proves whose keys these are, since a key never changes its user. Otherwise another user
  // may have the name by now.
  if (!key || !records.has(key.id)) await readTags(services.iam, user);
  if (!key) {
    const { accessKeyId } = request;
    return refusedResult(user, await findForeignKeyRefusal(services.iam, user, { keys, accessKeyId }));
  }
  const record = records.get(key.id);
  const isRecent = record !== undefined && isRecentlyDeactivated(record, services.now());
  if (!isRecent && (await isActiveTwice(reactivation, key))) {
    const exemption = await exemptAlready(reactivation, { key: key.id, record, keys });
    const reason = joinSentences(`${key.id} is Active already.`, exemption);
    return resultFor(user, { outcome: 'NothingToDo', reason });
  }
  const refusal = await findUndoRefusal(services, key.id, { record, force: request.force });
  if (refusal && !request.force) return refusedResult(user, refusal);
  return undo(reactivation, { key: key.id, record, isRecent, forced: refusal?.ifForced });
}

/**
 * Whether a second look finds the key Active, too: a deactivation that has just ended may not be shown by the
 * first.
 */
async function isActiveTwice(
  { user, services }: Reactivation,
  { id, status }: KeyMetadata,
): Promise<boolean> {
  if (status !== 'Active') return false;
  return !(await isNecessaryAtSecondLook(services, async () => {
    const active = activeKeysOf(await readKeys(services.iam, user));
    return !active.some((each) => each.id === id);
  }));
}

interface Undo {
  readonly key: AccessKeyId;
  readonly record: KeyRecord | undefined;
  readonly isRecent: boolean;
  /** A sentence for the receipt of a forced undo. */
  readonly forced: string | undefined;
}

async function undo(
  { user, request, services, run }: Reactivation,
  { key, record, isRecent, forced }: Undo,
): Promise<RunResult> {
  const execution = request.automationExecutionId;
  const undoing = await writeIntention({ user, services, run }, { key, record, execution });
  const exemption = await exemptUser(request, services, user);
  const effect = await setActive({ user, services, run }, { undoing, record, isRecent, exemption });
  const sentences = [forced, exemption, await startReevaluation(services, user)];
  if (effect !== 'accepted') {
    const reason = joinSentences(describeOtherEffect(key, effect), ...sentences);
    return resultFor(user, { outcome: 'NothingToDo', reason });
  }
  const reason = joinSentences(`${key} is Active again.`, ...sentences);
  return resultFor(user, { outcome: 'Reactivated', reactivatedAccessKeyIds: [key], reason });
}

function describeOtherEffect(key: AccessKeyId, effect: WriteEffect): string {
  if (effect === 'unnecessary') return `${key} is Active again: somebody else set it to Active.`;
  return `${key} is Active again: ${describeDoubt('set it to Active')}.`;
}
