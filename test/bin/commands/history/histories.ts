import type { ToldExecution } from '../../../../bin/commands/history/executions.ts';
import {
  type AccountHistory,
  type DeactivatedKey,
  HISTORY_VERSION,
  type History,
} from '../../../../bin/commands/history/history.ts';
import type { HistoryEntry } from '../../../../bin/commands/history/history-entry.ts';
import type { KeptRun } from '../../../../bin/commands/history/parse-receipt.ts';
import { summarizeHistory } from '../../../../bin/commands/history/summary.ts';
import type { KeyRecord } from '../../../../ledger/key-records.ts';
import type { KeptReceipt } from '../../../../ledger/receipts.ts';
import { accessKeyId, userId } from '../../../../policy/identifiers.ts';

/** The time of all histories of these tests. */
export const NOW = new Date('2026-11-21T09:00:00.000Z');

/** The time a number of days before `NOW`. */
export const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);

export const ALICE = userId('AIDAALICE0000EXAMPLE');
export const KEY = accessKeyId('AKIAIOSFODNN7EXAMPLE');
export const KEPT = accessKeyId('AKIAKEPT00000EXAMPLE');
export const EXECUTION = '4105a4fc-f944-11e6-9d32-0a1b2c3d4950';

/** A receipt of a deactivation, as the ledger has it; `fields` replace members of its text. */
export function aReceipt(
  changes: Partial<KeptReceipt> = {},
  fields: Readonly<Record<string, unknown>> = {},
): KeptReceipt {
  const kept = {
    userId: ALICE,
    at: daysAgo(1),
    nonce: 'nonce',
    operation: 'Deactivate',
    execution: EXECUTION,
    outcome: 'Deactivated',
    ...changes,
  };
  const text = {
    operation: kept.operation,
    outcome: kept.outcome,
    refusalCode: '',
    userId: kept.userId,
    userName: 'alice',
    accountId: '111122223333',
    region: 'us-east-1',
    at: kept.at.toISOString(),
    automationExecutionId: kept.execution,
    keptAccessKeyId: KEPT,
    plannedAccessKeyIds: [],
    deactivatedAccessKeyIds: [KEY],
    reactivatedAccessKeyIds: [],
    deletedAccessKeyIds: [],
    reason: 'the reason',
    undo: 'the undo command',
    parameters: {},
    ...fields,
  };
  return { ...kept, receipt: changes.receipt ?? JSON.stringify(text) };
}

/** A run that deactivated a key. */
export const aRun = (changes: Partial<KeptRun> = {}): KeptRun => ({
  userId: ALICE,
  at: daysAgo(1),
  operation: 'Deactivate',
  execution: EXECUTION,
  outcome: 'Deactivated',
  refusalCode: '',
  accountId: '111122223333',
  userName: 'alice',
  accessKeyIds: [KEY],
  keptAccessKeyId: KEPT,
  reason: 'the reason',
  undo: 'the undo command',
  ...changes,
});

/** The execution of a run that deactivated a key. */
export const anExecution = (changes: Partial<ToldExecution> = {}): ToldExecution => ({
  starter: { arn: 'arn:aws:sts::111122223333:assumed-role/operator/alice', notKnown: null },
  document: 'OneActiveKey-DeactivateSurplusAccessKeys',
  userId: ALICE,
  outcome: 'Deactivated',
  ...changes,
});

/** The record of a key that was deactivated ten days ago. */
export const aRecord = (changes: Partial<KeyRecord> = {}): KeyRecord => ({
  userId: ALICE,
  key: KEY,
  state: 'done',
  nonce: 'nonce',
  intendedAt: new Date(daysAgo(10).getTime() - 1_000),
  changedAt: daysAgo(10),
  deactivatedAt: daysAgo(10),
  survivor: KEPT,
  execution: EXECUTION,
  ...changes,
});

/** The entry of a run that deactivated a key. */
export const anEntry = (changes: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: daysAgo(1).toISOString(),
  operation: 'Deactivate',
  outcome: 'Deactivated',
  refusalCode: null,
  userId: ALICE,
  userName: 'alice',
  accessKeyIds: [KEY],
  keptAccessKeyId: KEPT,
  reason: 'the reason',
  undo: 'the undo command',
  automationExecutionId: EXECUTION,
  startedBy: { arn: 'arn:aws:sts::111122223333:assumed-role/operator/alice', notKnown: null },
  ...changes,
});

/** A key that soaks and was not used since. */
export const aDeactivatedKey = (changes: Partial<DeactivatedKey> = {}): DeactivatedKey => ({
  accessKeyId: KEY,
  userId: ALICE,
  userName: 'alice',
  state: 'done',
  deactivatedAt: daysAgo(10).toISOString(),
  keptAccessKeyId: KEPT,
  automationExecutionId: EXECUTION,
  changedByOthers: null,
  isDeactivationSeen: 'yes',
  status: 'Inactive',
  soaksUntil: daysAgo(-4).toISOString(),
  usedSince: 'no',
  lastUsed: null,
  ...changes,
});

/** The history of an account of which everything was read. */
export function anAccountHistory(changes: Partial<AccountHistory> = {}): AccountHistory {
  const found = {
    accountId: '111122223333',
    accountAlias: '',
    accountName: null,
    isComplete: !changes.unread?.length,
    isInterrupted: false,
    failure: null,
    entries: [],
    deactivatedKeys: [],
    exemptions: [],
    unread: [],
    ...changes,
  };
  return { ...found, summary: summarizeHistory(found, NOW.toISOString()) };
}

/** A history of these accounts. */
export function aHistory(...accounts: readonly AccountHistory[]): History {
  const times = { generatedAt: NOW.toISOString(), since: null, days: 30, soakDays: 14 };
  return { schemaVersion: HISTORY_VERSION, operator: null, command: '', ...times, accounts };
}
