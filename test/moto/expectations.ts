import type { Receipt } from '../../remediation/receipt.ts';
import { EXECUTION } from '../support/remediation.ts';
import type { ExpectedVerdict, IamUser, Oracle } from './oracle.ts';

/**
 * The parts of a receipt that follow from a verdict: outcome, survivor, deactivated keys and refusal code.
 */
export interface ShortReceipt {
  readonly outcome: string;
  readonly kept: string;
  readonly deactivated: readonly string[];
  readonly code: string;
}

/** The short form of a receipt. */
export function shortReceiptOf({
  outcome,
  refusalCode,
  keptAccessKeyId,
  deactivatedAccessKeyIds,
}: Receipt): ShortReceipt {
  const deactivated = deactivatedAccessKeyIds.toSorted();
  return { outcome, kept: keptAccessKeyId, deactivated, code: refusalCode };
}

type Verdicts = Oracle['verdicts'][number];

/** The ids of the users whose verdict meets a condition. */
export function idsOf(
  verdicts: Verdicts,
  condition: (verdict: ExpectedVerdict) => boolean,
): readonly string[] {
  return Object.keys(verdicts).filter((id) => verdicts[id] && condition(verdicts[id]));
}

/** The receipts that the verdicts on the users require. */
export function expectedReceipts(verdicts: Verdicts, ids: readonly string[]) {
  return ids.map((id) => verdicts[id] && expectedReceipt(verdicts[id]));
}

function expectedReceipt({ complianceType, situation, kept, surplus }: ExpectedVerdict): ShortReceipt {
  if (complianceType !== 'NON_COMPLIANT') {
    const outcome = complianceType === 'COMPLIANT' ? 'NothingToDo' : 'Exempt';
    return { outcome, kept: '', deactivated: [], code: '' };
  }
  return { outcome: situation ? 'Refused' : 'Deactivated', kept, deactivated: surplus, code: situation };
}

/** The users after all deactivations: their surplus keys are Inactive; nothing else is different. */
export function usersAfterDeactivation({ users, verdicts: [verdicts = {}] }: Oracle): Oracle['users'] {
  return changeUsers(users, (id, user) => {
    const keys = (verdicts[id]?.surplus ?? []).map((key) => [key, 'Inactive']);
    return { ...user, keys: { ...user.keys, ...Object.fromEntries(keys) } };
  });
}

/**
 * What the ledger has of each surplus key: its state and the key that was kept, by the id of the user and of
 * the key.
 */
export function recordsOf(verdicts: Verdicts, state: 'done' | 'undone'): Readonly<Record<string, string>> {
  const records = Object.entries(verdicts).flatMap(([id, { kept, surplus }]) =>
    surplus.map((key) => [`${id}#${key}`, `${state}, ${kept} kept`]),
  );
  return Object.fromEntries(records);
}

/**
 * The users after all undo commands: the users with `ids` are exempt for seven days; nothing else is
 * different.
 */
export function usersAfterUndo({ users }: Oracle, ids: readonly string[]): Oracle['users'] {
  const tags = {
    'one-active-key:exempt-until': '2026-11-28',
    'one-active-key:exempt-reason': `reactivated by automation execution ${EXECUTION}`,
  };
  return changeUsers(users, (id, user) =>
    ids.includes(id) ? { ...user, tags: { ...user.tags, ...tags } } : user,
  );
}

function changeUsers(
  users: Oracle['users'],
  change: (id: string, user: IamUser) => IamUser,
): Oracle['users'] {
  return Object.fromEntries(Object.entries(users).map(([id, user]) => [id, change(id, user)]));
}

/**
 * Whether a user has the exemption tag in other letter case: IAM treats both as one tag, moto treats them as
 * two.
 */
export function hasExemptionTagInOtherCase(user: IamUser | undefined): boolean {
  const name = 'one-active-key:exempt-until';
  return Object.keys(user?.tags ?? {}).some((tag) => tag !== name && tag.toLowerCase() === name);
}
