import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';
import { itemsOf, putItem, recordsIn } from '../../support/ledger.ts';
import { addUser } from '../../support/rule.ts';

/** `iam:ListUsers`. */
export const nameOf = ({ service, operation }: Call): string => `${service}:${operation}`;

interface Input {
  readonly UserName?: string;
  readonly AccessKeyId?: string;
  readonly Status?: string;
  readonly Item?: Readonly<Record<string, { readonly S?: string }>>;
  readonly Key?: Readonly<Record<string, { readonly S?: string }>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
}

export const inputOf = ({ input }: Call) => input as Input;

/** The kind of the item that a call to the ledger writes, deletes or reads; undefined for any other call. */
export function kindOf(call: Call): string | undefined {
  const { Item, Key, ExpressionAttributeValues } = inputOf(call);
  return (Item?.['pk'] ?? Key?.['pk'] ?? ExpressionAttributeValues?.[':pk'])?.S;
}

/** The state of the record that a call writes; undefined if it writes none. */
export const recordedState = (call: Call): string | undefined =>
  kindOf(call) === 'KEY' ? inputOf(call).Item?.['state']?.S : undefined;

/** The kinds of items by which evaluations are started. */
const OF_EVALUATIONS: readonly (string | undefined)[] = ['CHANGED', 'PENDING', 'RULE'];

/**
 * What a call of a remediation to the ledger writes, deletes or reads; empty for the release of a lease and
 * for any other call.
 */
export function purposeInLedger(call: Call, before: readonly Call[]): string {
  const kind = kindOf(call);
  if (OF_EVALUATIONS.includes(kind)) return 'the evaluation';
  if (call.operation === 'Query') return kind === 'TOUCHED' ? 'the touches' : 'the records';
  if (call.operation !== 'PutItem') return '';
  if (kind !== 'LEASE') return recordedState(call) ?? 'the receipt';
  return before.some(isLeaseWrite) ? 'the proof' : 'the lease';
}

/** Whether a call takes or proves a lease. */
export const isLeaseWrite = (call: Call) => call.operation === 'PutItem' && kindOf(call) === 'LEASE';

/** The keys of a user in IAM by their ids, the user's exemption, and what the ledger has of both. */
export function stateOf(account: SandboxAccount, name = 'alice') {
  const { backdoor } = account;
  const userId = backdoor.users().find(({ userName }) => userName === name)?.userId ?? '';
  const keys = Object.fromEntries(backdoor.keysOf(name).map((key) => [key.accessKeyId, key.status]));
  const items = itemsOf(account).filter(({ sk = '' }) => sk.startsWith(userId));
  const records = items.filter(({ pk }) => pk === 'KEY');
  return {
    keys,
    records: Object.fromEntries(records.map(({ sk, state }) => [sk?.split('#')[1] ?? '', state])),
    leases: items.filter(({ pk }) => pk === 'LEASE').length,
    receipts: items.filter(({ pk }) => pk === 'RECEIPT').length,
    exemptions: Object.keys(backdoor.tagsOf(name)).length,
    active: Object.keys(keys).filter((key) => keys[key] === 'Active'),
  };
}

/** The records that a run or a daily pass has yet to settle. */
export const openRecords = (account: SandboxAccount): unknown[] =>
  recordsIn(account).filter(({ state = '' }) =>
    ['intended', 'written', 'undoing', 'deleting'].includes(state),
  );

/** Writes a record of a key into the ledger, as a run at this time would have left it. */
export function putRecord(
  account: SandboxAccount,
  { at, userId, key, ...rest }: Readonly<Record<'userId' | 'key' | 'kept' | 'state', string>> & { at: Date },
): void {
  const time = at.toISOString();
  const times = { intendedAt: time, changedAt: time, deactivatedAt: time };
  putItem(account, { pk: 'KEY', sk: `${userId}#${key}`, nonce: 'n', execution: '', ...rest, ...times });
}

/**
 * Adds a user whose keys but the first one have just been deactivated, with records of this state; the events
 * were noted.
 */
export function addUserOnRecord(
  account: SandboxAccount,
  name: string,
  { keyCount = 2, state = 'done' }: { readonly keyCount?: number; readonly state?: string } = {},
) {
  const { userId, keys } = addUser(account, name, keyCount);
  const [kept = '', ...surplus] = keys;
  const at = account.clock.now();
  for (const key of surplus) {
    account.backdoor.setKeyStatus(key, 'Inactive');
    putRecord(account, { userId, key, kept, state, at });
    putItem(account, {
      pk: 'TOUCHED',
      sk: `${key}#${at.toISOString()}#e`,
      nonce: 'e',
      by: '',
      isOurs: 'true',
    });
  }
  return { userId, kept, surplus };
}

/** The Lambda function that all runbooks invoke. */
export const RUNBOOK_SENDER = {
  functionName: 'one-active-key-remediation',
  isAsynchronous: false,
  sdkAttempts: 5,
} as const;
