import type { KeyRecord } from '../../../ledger/key-records.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import { formatMinute } from '../../../policy/text.ts';
import type { NamedKey, NamedUser } from './named-keys.ts';

/** What is to be done about the keys of a user that a file names. */
export type SoakAction =
  | { readonly kind: 'delete'; readonly accessKeyIds: readonly string[] }
  /** Nothing is due: the keys soak, or are deleted. */
  | { readonly kind: 'nothing'; readonly reason: string }
  /** The ledger does not agree with the file. */
  | { readonly kind: 'refused'; readonly reason: string };

/** The soak, and the time. */
export interface Soak {
  readonly soakDays: number;
  readonly now: Date;
}

/**
 * Whether the deletion runbook may be started for a user of a file, by the records of the user in the ledger.
 * The runbook takes a user and deletes every key whose soak is over; so a user is refused if one of these is
 * not a key of the file, deactivated as the file says.
 */
export function checkSoak(user: NamedUser, records: readonly KeyRecord[], soak: Soak): SoakAction {
  const due = records.filter((record) => isSoaked(record, soak));
  const other = due.find((record) => !user.keys.some((key) => agrees(key, record)));
  if (other) return { kind: 'refused', reason: describeOther(other) };
  if (due.length > 0) return { kind: 'delete', accessKeyIds: due.map(({ key }) => key) };
  const found = user.keys.map((key) =>
    describeKey(
      key,
      records.find((record) => record.key === key.accessKeyId),
      soak,
    ),
  );
  // A file may name a key twice.
  const reason = `${[...new Set(found.map(({ clause }) => clause))].join('; ')}.`;
  return { kind: found.some(({ isWrong }) => isWrong) ? 'refused' : 'nothing', reason };
}

function isSoaked({ state, deactivatedAt }: KeyRecord, { soakDays, now }: Soak): boolean {
  return state === 'done' && deactivatedAt !== undefined && soakedAt(deactivatedAt, soakDays) <= now;
}

function soakedAt(deactivatedAt: Date, soakDays: number): Date {
  return new Date(deactivatedAt.getTime() + soakDays * DAY_MS);
}

function agrees({ accessKeyId, survivor, execution }: NamedKey, record: KeyRecord): boolean {
  return (
    accessKeyId === record.key &&
    (survivor === undefined || survivor === record.survivor) &&
    (execution === undefined || execution === record.execution)
  );
}

function describeOther({ key, survivor, execution }: KeyRecord): string {
  return (
    `the runbook would delete ${key}, which the ledger has as deactivated by execution ${execution || 'none'}, with ${survivor ?? 'none'} ` +
    'as the key that stayed; the file says otherwise.'
  );
}

interface Found {
  readonly clause: string;
  /** Whether the file says of the key what the ledger does not. */
  readonly isWrong: boolean;
}

function describeKey(key: NamedKey, record: KeyRecord | undefined, { soakDays }: Soak): Found {
  const { accessKeyId: id } = key;
  if (!record) return { clause: `the ledger has no record of ${id}`, isWrong: true };
  const { state, deactivatedAt } = record;
  if (state === 'deleted' || state === 'gone') return { clause: `${id} is deleted already`, isWrong: false };
  if (state !== 'done' || !deactivatedAt)
    return { clause: `the ledger has ${id} as ${state}`, isWrong: true };
  const until = formatMinute(soakedAt(deactivatedAt, soakDays));
  return { clause: `${id} soaks until ${until}`, isWrong: !agrees(key, record) };
}
