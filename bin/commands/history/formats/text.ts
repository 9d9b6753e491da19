import { clean } from '../../../formats/clean.ts';
import { tableOf } from '../../../formats/text.ts';
import { count } from '../../../formats/words.ts';
import type { AccountHistory, EndingExemption, History, HistorySummary } from '../history.ts';
import {
  accountText,
  changesText,
  minute,
  originText,
  outcomeText,
  soakText,
  UNKNOWN,
  unreadLines,
  usedText,
  userText,
} from './words.ts';

/**
 * A history as text: for each account the numbers and three tables, of runs, of keys on record and of
 * exemptions.
 */
export function toHistoryText(history: History, width: number): string {
  return history.accounts.map((account) => accountSection(account, history, width)).join('\n');
}

function accountSection(account: AccountHistory, history: History, width: number): string {
  const { summary } = account;
  if (!summary) return `${clean(`Account ${accountText(account)}: ${unreadLines(account).join(' ')}`)}\n`;
  const tables = [runs(account), keys(account, history.generatedAt), exemptions(account)];
  return [
    ...summaryLines({ ...account, summary }, history).map((line) => `${clean(line)}\n`),
    ...tables.map((rows) => (rows.length > 1 ? tableOf(cleaned(rows), width) : '')),
    ...unreadLines(account).map((line) => `${clean(line)}\n`),
  ].join('');
}

type KnownHistory = AccountHistory & { readonly summary: HistorySummary };

type Rows = readonly (readonly string[])[];

const cleaned = (rows: Rows): Rows => rows.map((row) => row.map(clean));

function summaryLines(account: KnownHistory, { since, soakDays, days }: History): readonly string[] {
  const {
    runs: number,
    refusedRuns,
    keys: of,
    soaking,
    soaked,
    usedSince,
    exemptionsEnding,
  } = account.summary;
  return [
    `Account ${accountText(account)}, ${since === null ? 'all receipts' : `receipts since ${minute(since)}`}.`,
    `${count(number, 'run')}, ${refusedRuns} of them refused: ${count(of.deactivated, 'key')} deactivated, ` +
      `${of.reactivated} given back, ${of.deleted} deleted.`,
    `Keys on record: ${account.deactivatedKeys.length}. Soaking: ${soaking}, soak of ${count(soakDays, 'day')} over: ${soaked}. ` +
      `Used since the deactivation: ${usedSince}${notKnownOf(account)}.`,
    `Exemptions that end within ${count(days, 'day')}: ${exemptionsEnding ?? UNKNOWN}.`,
  ];
}

function notKnownOf({ deactivatedKeys }: AccountHistory): string {
  const unknown = deactivatedKeys.filter(({ usedSince }) => usedSince === 'unknown').length;
  return unknown > 0 ? `, not known of ${unknown}` : '';
}

function runs({ entries }: AccountHistory): Rows {
  const rows = entries.map((entry) => [
    minute(entry.at),
    userText(entry),
    `${outcomeText(entry)}. ${entry.reason} ${originText(entry)}`,
  ]);
  return [['Run', 'User', 'What was done, why, and by whom'], ...rows];
}

function keys({ deactivatedKeys }: AccountHistory, now: string): Rows {
  const rows = deactivatedKeys.map((key) => {
    const { accessKeyId, deactivatedAt } = key;
    const at = deactivatedAt === null ? UNKNOWN : minute(deactivatedAt);
    return [
      accessKeyId,
      userText(key),
      `Deactivated: ${at}; ${soakText(key, now)}; ${usedText(key)}; ${changesText(key)}.`,
    ];
  });
  return [['Key on record', 'User', 'What is with it now'], ...rows];
}

function exemptions({ exemptions: ending }: AccountHistory): Rows {
  const rows = (ending ?? []).map((each) => [each.until, each.userName, explanationOf(each)]);
  return [['Exempt until', 'User', 'Why, and who answers for it'], ...rows];
}

function explanationOf({ reason, owner, daysLeft }: EndingExemption): string {
  return `${reason} [${owner || 'nobody named'}; ${count(daysLeft, 'day')} left]`;
}
