import type { SandboxAccount } from '../../../sandbox/account.ts';
import { addUser } from '../../support/rule.ts';
import { exemptUntil, NOW } from '../../support/users.ts';

/**
 * A user name of the maximum length, and one with every character that IAM allows besides letters and digits.
 */
export const UNUSUAL_NAMES = ['n'.repeat(64), 'a+b=c,d.e@f-g_h'] as const;

/** Adds users in every situation that the product distinguishes. */
export function addUsers(account: SandboxAccount): void {
  const { backdoor } = account;
  const [longestName, nameWithSigns] = UNUSUAL_NAMES;
  addUser(account, 'alice', 2);
  addUser(account, 'one', 1);
  addUser(account, 'none', 0);
  addUser(account, 'gone', 2);
  addUser(account, 'kept', 2);
  backdoor.tagUser('kept', { 'one-active-key:keep': backdoor.keysOf('kept')[1]?.accessKeyId ?? '' });
  addUser(account, 'exempt', 2);
  backdoor.tagUser('exempt', { ...exemptUntil('2026-12-01'), team: 'a' });
  addUser(account, 'refused', 2);
  backdoor.tagUser('refused', { 'one-active-key:keep': 'nonsense' });
  addUser(account, 'planned', 2);
  for (const [userName, path] of [
    [longestName, '/division_abc/subdivision_xyz/'],
    [nameWithSigns, "/~!#$%&'()+,-.:;<=>@[]^_{|}/"],
  ] as const) {
    backdoor.createUser({ userName, path });
    for (const days of [300, 200, 100]) {
      backdoor.createAccessKey(userName, { createdAt: new Date(NOW.getTime() - days * 86_400_000) });
    }
    useFirstKey(account, userName);
  }
}

function useFirstKey({ backdoor }: SandboxAccount, user: string): void {
  const at = new Date(NOW.getTime() - 3_600_000);
  backdoor.useKey(backdoor.keysOf(user)[0]?.accessKeyId ?? '', { at, service: 's3', region: 'us-east-1' });
}
