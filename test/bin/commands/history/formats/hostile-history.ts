import type { History } from '../../../../../bin/commands/history/history.ts';
import { aDeactivatedKey, aHistory, anAccountHistory, anEntry, daysAgo } from '../histories.ts';

/**
 * A history of two accounts in which every text that somebody else can write is `text`; but for the outcome,
 * if one is given, which only who can write the ledger can forge, and which has 64 letters at most.
 */
export function historyOf(text: string, outcome = text): History {
  const entry = anEntry({
    operation: text,
    outcome,
    refusalCode: text,
    userName: text,
    accessKeyIds: [text],
    keptAccessKeyId: text,
    reason: text,
    undo: text,
    automationExecutionId: text,
    startedBy: { arn: text, notKnown: null },
  });
  const key = aDeactivatedKey({
    accessKeyId: text,
    userName: text,
    keptAccessKeyId: text,
    automationExecutionId: text,
    changedByOthers: text,
    status: text,
    soaksUntil: null,
    usedSince: 'yes',
    lastUsed: { at: daysAgo(1).toISOString(), service: text, region: text },
  });
  const exemption = { userName: text, userId: text, until: text, reason: text, owner: text, daysLeft: 1 };
  const account = anAccountHistory({
    accountAlias: text,
    accountName: text,
    entries: [entry],
    deactivatedKeys: [key],
    exemptions: [exemption],
    unread: [{ what: 'ledgerItem', which: text, reason: text }],
  });
  return aHistory(account, account);
}
