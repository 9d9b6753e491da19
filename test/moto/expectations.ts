import { expect } from 'vitest';
import type { Receipt } from '../../remediation/receipt.ts';
import { EXECUTION } from '../support/remediation.ts';
import type { ExpectedVerdict, Oracle, SeenUser } from './oracle.ts';

/** A receipt without its prose: how the run ended, which key stayed, which went, and a refusal's code. */
export interface ShortReceipt {
  readonly outcome: string;
  readonly kept: string;
  readonly deactivated: readonly string[];
  readonly code: string;
}

/** What a receipt says. */
export function inShort({
  outcome,
  refusalCode,
  keptAccessKeyId,
  deactivatedAccessKeyIds,
}: Receipt): ShortReceipt {
  const deactivated = deactivatedAccessKeyIds.toSorted();
  return { outcome, kept: keptAccessKeyId, deactivated, code: refusalCode };
}

type Verdicts = Oracle['verdicts'][number];

/** The ids of the users on whom there is such a verdict. */
export function idsOf(verdicts: Verdicts, isMeant: (verdict: ExpectedVerdict) => boolean): readonly string[] {
  return Object.keys(verdicts).filter((id) => verdicts[id] && isMeant(verdicts[id]));
}

/** What the receipts for users have to say by the verdicts on them at the moment of the run. */
export function receiptsBy(verdicts: Verdicts, ids: readonly string[]) {
  return ids.map((id) => verdicts[id] && receiptBy(verdicts[id]));
}

function receiptBy({ complianceType, situation, kept, surplus }: ExpectedVerdict): ShortReceipt {
  if (complianceType !== 'NON_COMPLIANT') {
    const outcome = complianceType === 'COMPLIANT' ? 'NothingToDo' : 'Exempt';
    return { outcome, kept: '', deactivated: [], code: '' };
  }
  return { outcome: situation ? 'Refused' : 'Deactivated', kept, deactivated: surplus, code: situation };
}

/** The users with their surplus keys Inactive and on record, and all else as it is. */
export function remediated({ users, verdicts: [verdicts = {}] }: Oracle): Oracle['users'] {
  return change(users, (id, user) => {
    const { surplus = [], kept = '' } = verdicts[id] ?? {};
    const record = `^2026-11-21T12:00:\\d\\d\\.\\d{3}Z kept=${kept} execution=${EXECUTION}$`;
    const matching: unknown = expect.stringMatching(new RegExp(record));
    const keys = surplus.map((key) => [key, 'Inactive']);
    const tags = surplus.map((key) => [`one-active-key:deactivated/${key}`, matching]);
    return {
      ...user,
      keys: { ...user.keys, ...Object.fromEntries(keys) },
      tags: { ...user.tags, ...Object.fromEntries(tags) },
    };
  });
}

/** The users as they were, and those who have `ids` exempt for the seven days that an undo gives. */
export function exempted({ users }: Oracle, ids: readonly string[]): Oracle['users'] {
  const tags = {
    'one-active-key:exempt-until': '2026-11-28',
    'one-active-key:exempt-reason': `reactivated by automation execution ${EXECUTION}`,
  };
  return change(users, (id, user) =>
    ids.includes(id) ? { ...user, tags: { ...user.tags, ...tags } } : user,
  );
}

function change(users: Oracle['users'], to: (id: string, user: SeenUser) => SeenUser): Oracle['users'] {
  return Object.fromEntries(Object.entries(users).map(([id, user]) => [id, to(id, user)]));
}

/** Whether a user has a tag that is to IAM, and not to moto, the one that an exemption is written to. */
export function hasTagInOtherLetters(user: SeenUser | undefined): boolean {
  const name = 'one-active-key:exempt-until';
  return Object.keys(user?.tags ?? {}).some((tag) => tag !== name && tag.toLowerCase() === name);
}
