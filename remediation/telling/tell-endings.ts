import { AccessKeyGoneError } from '../../aws/errors.ts';
import { getAccessKeyLastUse } from '../../aws/iam-access-keys.ts';
import type { KeyRecord } from '../../ledger/key-records.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { formatDay, formatMinute } from '../../policy/text.ts';
import { undoCommand } from '../../policy/undo-command.ts';
import { describeError } from '../../product/describe.ts';
import { ENDING_MS } from '../../product/message.ts';
import type { ListedUsers } from '../shared/listed-users.ts';
import type { RemediationServices } from '../shared/services.ts';
import type { UserOnRecord } from '../shared/user-on-record.ts';
import { messageAbout } from './message-about.ts';
import { tellOfExemptions } from './tell-exemptions.ts';
import { type OneMessage, tellOnce } from './tell-once.ts';

/** For how long after a deactivation the pass looks whether the key is used, a call of IAM a day for each. */
const WATCHED_MS = 30 * DAY_MS;

/** What the pass tells of, whether keys are deleted daily, and its time. */
export interface TellingPass {
  readonly region: string;
  readonly users: ListedUsers;
  readonly onRecord: readonly UserOnRecord[];
  /** Undefined if no key is deleted daily. */
  readonly soakDays: number | undefined;
  readonly isTimeLeft: () => boolean;
}

/**
 * Tells, each once, of deactivated keys that were used since or that will soon be deleted, and of exemptions
 * that will soon end. Returns a sentence about each that could not be told; never throws.
 */
export async function tellEndings(
  services: RemediationServices,
  pass: TellingPass,
): Promise<readonly string[]> {
  if (!services.tell) return [];
  const failures: string[] = [];
  const attempt = async (subject: string, tell: () => Promise<unknown>) => {
    if (!pass.isTimeLeft()) return;
    await tell().catch((error: unknown) => failures.push(`${subject}: ${describeError(error)}`));
  };
  for (const told of toldKeysOf(pass)) await attempt(told.record.key, () => tellOfKey(services, told));
  await attempt('exemptions', () => tellOfExemptions(services, pass.users, failures));
  return failures;
}

type DoneRecord = KeyRecord & { readonly deactivatedAt: Date };

function isDone(record: KeyRecord): record is DoneRecord {
  return record.state === 'done' && record.deactivatedAt !== undefined;
}

interface ToldKey {
  readonly region: string;
  readonly user: NonNullable<UserOnRecord['user']>;
  readonly record: DoneRecord;
  readonly soakDays: number | undefined;
}

/** The deactivated keys of the users that exist. */
function toldKeysOf({ region, soakDays, onRecord }: TellingPass): readonly ToldKey[] {
  return onRecord.flatMap(({ user, records }) =>
    user ? records.filter(isDone).map((record) => ({ region, user, record, soakDays })) : [],
  );
}

async function tellOfKey(services: RemediationServices, told: ToldKey): Promise<void> {
  const used = await usedSince(services, told);
  // A key that was used is not deleted, so its soak does not end.
  if (used) await tellOnce(services, used);
  else {
    const ending = soakEnding(services, told);
    if (ending) await tellOnce(services, ending);
  }
}

async function usedSince(services: RemediationServices, told: ToldKey): Promise<OneMessage | undefined> {
  const { iam, now } = services;
  const { user, record } = told;
  const { key, deactivatedAt } = record;
  if (now().getTime() > deactivatedAt.getTime() + WATCHED_MS) return undefined;
  const use = await getAccessKeyLastUse(iam, { userName: user.userName, key }).catch((error: unknown) => {
    // Somebody has deleted the key; the next pass finds that it is gone.
    if (error instanceof AccessKeyGoneError) return null;
    throw error;
  });
  if (use === null || use.at <= deactivatedAt) return undefined;
  const reason = `${key} was deactivated at ${formatMinute(deactivatedAt)} and used at ${formatMinute(use.at)}.`;
  const message = messageAbout('DeactivatedKeyUsed', user, {
    accessKeyIds: [key],
    keptAccessKeyId: record.survivor ?? '',
    reason,
    time: use.at.toISOString(),
    undo: undoOf(services, told),
    automationExecutionId: record.execution,
  });
  return { subject: `DeactivatedKeyUsed#${key}#${formatDay(use.at)}`, message };
}

function soakEnding(services: RemediationServices, told: ToldKey): OneMessage | undefined {
  const { user, record, soakDays } = told;
  const now = services.now();
  if (soakDays === undefined) return undefined;
  const { key, deactivatedAt } = record;
  const end = new Date(deactivatedAt.getTime() + soakDays * DAY_MS);
  if (now >= end || now.getTime() < end.getTime() - ENDING_MS) return undefined;
  const reason = `${key} was deactivated at ${formatMinute(deactivatedAt)} and is deleted after ${soakDays} days.`;
  const message = messageAbout('SoakEnding', user, {
    accessKeyIds: [key],
    keptAccessKeyId: record.survivor ?? '',
    reason,
    time: end.toISOString(),
    undo: undoOf(services, told),
    automationExecutionId: record.execution,
  });
  return { subject: `SoakEnding#${key}#${end.toISOString()}`, message };
}

/** The command that sets the key to Active again. */
function undoOf(
  { automationRoleArn: roleArn }: RemediationServices,
  { region, user: { userId }, record: { key } }: ToldKey,
): string {
  // No parameters of a rule were read here. With the default ones the key becomes Active whatever they are.
  return undoCommand({ region, roleArn, policy: DEFAULT_POLICY, userId, keys: [key] });
}
