import type { AccountHistory, HistorySummary } from './history.ts';
import type { HistoryEntry } from './history-entry.ts';

/** The numbers of a history at a time, ISO 8601. */
export function summarizeHistory(
  {
    entries,
    deactivatedKeys,
    exemptions,
  }: Pick<AccountHistory, 'entries' | 'deactivatedKeys' | 'exemptions'>,
  now: string,
): HistorySummary {
  const ends = deactivatedKeys.flatMap(({ soaksUntil }) => soaksUntil ?? []);
  return {
    runs: entries.length,
    refusedRuns: entries.filter(({ outcome }) => outcome === 'Refused').length,
    keys: {
      deactivated: keysOf(entries, 'Deactivated'),
      reactivated: keysOf(entries, 'Reactivated'),
      deleted: keysOf(entries, 'Deleted'),
    },
    soaking: ends.filter((end) => end > now).length,
    soaked: ends.filter((end) => end <= now).length,
    usedSince: deactivatedKeys.filter(({ usedSince }) => usedSince === 'yes').length,
    exemptionsEnding: exemptions?.length ?? null,
  };
}

function keysOf(entries: readonly HistoryEntry[], outcome: string): number {
  return entries
    .filter((entry) => entry.outcome === outcome)
    .reduce((sum, { accessKeyIds }) => sum + accessKeyIds.length, 0);
}
