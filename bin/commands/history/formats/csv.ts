import { toCsvText } from '../../../formats/csv-text.ts';
import type { AccountHistory, DeactivatedKey, EndingExemption, History } from '../history.ts';
import type { HistoryEntry } from '../history-entry.ts';
import type { UnreadPart } from '../unread-part.ts';
import { changesText, starterText, UNKNOWN } from './words.ts';

/** New columns are added at the end, so that scripts that read columns by position continue to work. */
const COLUMNS = [
  'kind',
  'accountId',
  'accountAlias',
  'accountName',
  'at',
  'userName',
  'userId',
  'outcome',
  'refusalCode',
  'accessKeyIds',
  'keptAccessKeyId',
  'reason',
  'undo',
  'automationExecutionId',
  'startedBy',
  'state',
  'status',
  'soaksUntil',
  'usedSince',
  'lastUsedAt',
  'lastUsedService',
  'lastUsedRegion',
  'exemptUntil',
  'exemptOwner',
  'exemptDaysLeft',
  'changedByOthers',
] as const;

/** The values of a row; a column that does not apply to its kind is empty. */
type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string>>>;

/**
 * One row for each run, each key on record, each exemption that ends soon and each thing that could not be
 * read or does not agree, and a last one if the reading was interrupted; the first column says which.
 */
export function toHistoryCsv({ accounts }: History): string {
  return toCsvText(accounts.flatMap(rowsOf), COLUMNS);
}

function rowsOf(account: AccountHistory): Row[] {
  const { accountId, accountAlias, accountName, entries, deactivatedKeys, exemptions, unread } = account;
  const of = {
    accountId: accountId ?? UNKNOWN,
    accountAlias: accountAlias === '' ? 'none' : (accountAlias ?? UNKNOWN),
    accountName: accountName ?? UNKNOWN,
  };
  const rows = [
    ...entries.map(runRow),
    ...deactivatedKeys.map(keyRow),
    ...(exemptions ?? []).map(exemptionRow),
    ...unread.map(unreadRow),
    ...(account.failure === null ? [] : [{ kind: 'unread', reason: `account: ${account.failure}` }]),
    ...(account.isInterrupted ? [{ kind: 'interrupted', reason: 'More is not known than would be' }] : []),
  ];
  return rows.map((row) => ({ ...row, ...of }));
}

function runRow(entry: HistoryEntry): Row {
  return {
    kind: 'run',
    at: entry.at,
    userName: entry.userName ?? UNKNOWN,
    userId: entry.userId,
    outcome: entry.outcome,
    refusalCode: entry.refusalCode ?? '',
    accessKeyIds: entry.accessKeyIds.join(' '),
    keptAccessKeyId: entry.keptAccessKeyId ?? '',
    reason: entry.reason,
    undo: entry.undo ?? '',
    automationExecutionId: entry.automationExecutionId ?? 'none',
    startedBy: starterText(entry.startedBy),
  };
}

function keyRow(key: DeactivatedKey): Row {
  return {
    kind: 'key',
    at: key.deactivatedAt ?? UNKNOWN,
    userName: key.userName ?? UNKNOWN,
    userId: key.userId,
    accessKeyIds: key.accessKeyId,
    keptAccessKeyId: key.keptAccessKeyId ?? 'none',
    automationExecutionId: key.automationExecutionId ?? 'none',
    state: key.state,
    status: key.status,
    soaksUntil: key.soaksUntil ?? 'does not soak',
    usedSince: key.usedSince,
    lastUsedAt: key.lastUsed?.at ?? (key.usedSince === 'unknown' ? UNKNOWN : 'never'),
    lastUsedService: key.lastUsed?.service ?? '',
    lastUsedRegion: key.lastUsed?.region ?? '',
    changedByOthers: changesText(key),
  };
}

function exemptionRow({ userName, userId, until, reason, owner, daysLeft }: EndingExemption): Row {
  return {
    kind: 'exemption',
    userName,
    userId,
    reason,
    exemptUntil: until,
    exemptOwner: owner || 'nobody named',
    exemptDaysLeft: String(daysLeft),
  };
}

function unreadRow({ what, which, reason }: UnreadPart): Row {
  return { kind: 'unread', reason: `${what}${which === null ? '' : ` ${which}`}: ${reason}` };
}
