import { readVerdict } from '../../../aws/read-verdict.ts';
import { userId, userName } from '../../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import { planTextOf } from '../../../policy/plan-text.ts';
import { DAY_MS } from '../../../policy/policy.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { itemsOf, putItem } from '../ledger.ts';

/** Notices of three days, two automatic deactivations a day, and a topic. */
export const TELLING = { noticeDays: 3, automaticPerDay: 2, hasTopic: true } as const;

/** How old a notice is in days, and how long ago its owner was reminded, if so. */
export interface NoticeAge {
  readonly days: number;
  readonly remindedDaysAgo?: number;
}

/** Writes a notice of the present plan of a user, as a pass gave it this long ago. */
export async function putNotice(
  account: SandboxAccount,
  user: { readonly userId: string; readonly userName: string },
  { days, remindedDaysAgo }: NoticeAge,
): Promise<void> {
  const { iam } = account.connect({ principal: 'test' });
  const now = account.clock.now();
  const listed = { userId: userId(user.userId), userName: userName(user.userName) };
  const read = await readVerdict(iam, listed, { policy: DEFAULT_POLICY, now });
  const plan = read.kind === 'judged' ? planTextOf(read.verdict) : undefined;
  if (plan === undefined) throw new Error(`Expected a plan for ${user.userName}; received none`);
  const ago = (each: number) => new Date(now.getTime() - each * DAY_MS).toISOString();
  putItem(account, {
    pk: 'NOTICE',
    sk: user.userId,
    nonce: 'n',
    plan,
    acceptedAt: ago(days),
    notBefore: ago(days - TELLING.noticeDays),
    remindedAt: remindedDaysAgo === undefined ? '' : ago(remindedDaysAgo),
  });
}

/** The notice of a user, and whether anything is remembered as told of which the subject begins so. */
export const noticeOf = (account: SandboxAccount, id: string) =>
  itemsOf(account).find(({ pk, sk }) => pk === 'NOTICE' && sk === id);
export const isNotedAsTold = (account: SandboxAccount, subject: string): boolean =>
  itemsOf(account).some(({ pk, sk = '' }) => pk === 'TOLD' && sk.startsWith(subject));

/** The users who count as remediated automatically today. */
export function countedToday(account: SandboxAccount): readonly string[] {
  const day = account.clock.now().toISOString().slice(0, 10);
  return JSON.parse(
    itemsOf(account).find(({ pk, sk }) => pk === 'AUTOMATIC' && sk === day)?.['users'] ?? '[]',
  );
}

/** Counts a user as remediated automatically today. */
export function countToday(account: SandboxAccount, id: string): void {
  const day = account.clock.now().toISOString().slice(0, 10);
  putItem(account, { pk: 'AUTOMATIC', sk: day, nonce: 'n', users: JSON.stringify([id]) });
}
