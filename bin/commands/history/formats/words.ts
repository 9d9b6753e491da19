import { formatMinute } from '../../../../policy/text.ts';
import { count } from '../../../formats/words.ts';
import type { AccountHistory, DeactivatedKey } from '../history.ts';
import { type HistoryEntry, NOT_KNOWN, type Starter } from '../history-entry.ts';
import type { UnreadPart } from '../unread-part.ts';

/** What a format shows instead of an empty text. */
export const UNKNOWN = 'not known';

/** The account as people name it: `111122223333 (alias sandbox)`. */
export function accountText({ accountId, accountAlias, accountName }: AccountHistory): string {
  const alias = accountAlias === '' ? 'no alias' : `alias ${accountAlias ?? UNKNOWN}`;
  return `${accountId ?? UNKNOWN} (${accountName === null ? '' : `${accountName}, `}${alias})`;
}

/** The name of a user, or its id if no name is known. */
export const userText = ({ userName, userId }: Pick<HistoryEntry, 'userName' | 'userId'>): string =>
  userName ?? userId;

/** Who started a run: an ARN, or `not known` and why. */
export function starterText({ arn, notKnown }: Starter): string {
  return arn ?? `${UNKNOWN}: ${NOT_KNOWN[notKnown]}`;
}

/** What a run did: `Refused (NewKey)`, `Deactivated AKIA…, kept AKIA…`, or `Noticed AKIA…, keeps AKIA…`. */
export function outcomeText({ outcome, refusalCode, accessKeyIds, keptAccessKeyId }: HistoryEntry): string {
  const code = refusalCode === null ? '' : ` (${refusalCode})`;
  const keys = accessKeyIds.length > 0 ? ` ${accessKeyIds.join(', ')}` : '';
  const kept = outcome === 'Noticed' ? 'keeps' : 'kept';
  return `${outcome}${code}${keys}${keptAccessKeyId === null ? '' : `, ${kept} ${keptAccessKeyId}`}`;
}

/** The execution of a run, and who started it. */
export function originText({ automationExecutionId, startedBy }: HistoryEntry): string {
  const execution = automationExecutionId === null ? 'No execution' : `Execution ${automationExecutionId}`;
  return `${execution}, started by: ${starterText(startedBy)}.`;
}

/** What is now with a key: its soak, or why it does not soak. */
export function soakText({ soaksUntil, state, status, usedSince }: DeactivatedKey, now: string): string {
  if (soaksUntil !== null) {
    const stays = usedSince === 'yes' ? ', but never deleted by us: it was used' : '';
    return `${soaksUntil > now ? 'soaks until' : 'soak over since'} ${minute(soaksUntil)}${stays}`;
  }
  if (status !== 'Inactive') return STATUSES[status] ?? `${status} in IAM`;
  return state === 'unproven'
    ? 'Inactive, and nobody can tell who deactivated it: never deleted by us'
    : `Inactive; a run on it was interrupted (${state})`;
}

const STATUSES: Readonly<Record<string, string>> = {
  Active: 'Active again: a run or somebody else set it so',
  Gone: 'deleted: the user does not have it any more',
  Unknown: 'not known whether it exists',
};

/** Whether a key was used after its deactivation, and when. */
export function usedText({ usedSince, lastUsed, status }: DeactivatedKey): string {
  if (usedSince === 'no') return 'not used since';
  if (usedSince === 'unknown') {
    const why = status === 'Inactive' ? '' : `, since it is ${status === 'Unknown' ? UNKNOWN : status}`;
    return `${UNKNOWN} whether used since${why}`;
  }
  if (!lastUsed) return 'USED SINCE';
  return `USED SINCE: ${minute(lastUsed.at)} (${[lastUsed.service, lastUsed.region].filter(Boolean).join(', ')})`;
}

/** A time as `2026-11-21T09:00Z`. */
export const minute = (iso: string): string => formatMinute(new Date(iso));

/** Who else changed the status of a key since its deactivation, as CloudTrail has shown it. */
export function changesText({ changedByOthers, isDeactivationSeen }: DeactivatedKey): string {
  if (changedByOthers !== null) return `${changedByOthers}: never deleted by us`;
  if (isDeactivationSeen === 'yes') return 'no change by others';
  const why = isDeactivationSeen === 'no' ? ': no event of the deactivation came from CloudTrail' : '';
  return `${UNKNOWN} whether others changed it${why}`;
}

const PARTS: Readonly<Record<UnreadPart['what'], string>> = {
  ledgerItem: 'Not read: an item of the ledger',
  changes: 'Not read: who else changed a key',
  users: 'Not read: the users and their tags',
  keyStatus: 'Not read: the keys of a user',
  lastUse: 'Not read: the last use of a key',
  execution: 'Not read: an execution',
  receipt: 'MISSING: the receipt of a deactivation',
  record: 'MISSING: the record of a key',
  contradiction: 'CONTRADICTED: a receipt',
  undo: 'LEFT OUT: the undo of a receipt',
};

/**
 * A line for each kind of thing that could not be read, is missing or is contradicted: how many, and the
 * first reason.
 */
export function unreadLines({ unread, isInterrupted, failure }: AccountHistory): readonly string[] {
  if (failure !== null) return [`NOT READ, so nothing is known of this account: ${failure}`];
  const kinds = [...new Set(unread.map(({ what }) => what))];
  const lines = kinds.map((kind) => {
    const ofKind = unread.filter(({ what }) => what === kind);
    const [first] = ofKind;
    const which = first?.which ? ` (${first.which})` : '';
    const times = ofKind.length === 1 ? '' : `${count(ofKind.length, 'time')}; first`;
    return `${PARTS[kind]}${times && `, ${times}`}${which}: ${first?.reason}`;
  });
  return isInterrupted ? ['Interrupted: more is not known than would be.', ...lines] : lines;
}
