/** The users of a daily pass that gives notices and starts deactivations, and what it meets of each. */

import { DAY_MS } from '../../../policy/policy.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { putItem } from '../../support/ledger.ts';
import { putNotice } from '../../support/notices/notice-items.ts';
import { EXECUTION } from '../../support/remediation.ts';
import { addUser } from '../../support/rule.ts';
import { exemptUntil, usedAt } from '../../support/users.ts';
import { addUserOnRecord } from './users.ts';

/** Users with two active keys; of the last one, both keys are in use. */
export function addUsers(account: SandboxAccount) {
  const two = (name: string) => addUser(account, name, 2);
  const due = two('due');
  const younger = two('younger');
  const remindable = two('remindable');
  const compliant = two('compliant');
  const gone = two('gone');
  const fresh = two('fresh');
  const refused = two('refused');
  account.backdoor.useKey(refused.keys[1] ?? '', usedAt(account.clock.now()));
  return { due, younger, remindable, compliant, gone, fresh, refused };
}

/** Writes the notices of all but the last two; since then one user became compliant, and one was deleted. */
export async function putNotices(account: SandboxAccount, users: ReturnType<typeof addUsers>): Promise<void> {
  const { due, younger, remindable, compliant, gone } = users;
  await putNotice(account, due, { days: 5, remindedDaysAgo: 3 });
  await putNotice(account, younger, { days: 4, remindedDaysAgo: 2 });
  await putNotice(account, remindable, { days: 2 });
  await putNotice(account, compliant, { days: 1 });
  await putNotice(account, gone, { days: 1 });
  account.backdoor.setKeyStatus(compliant.keys[1] ?? '', 'Inactive');
  account.backdoor.deleteUser('gone');
}

/** An exemption that ends in two days, and a key that was used after it had been deactivated. */
export function addEndings(account: SandboxAccount) {
  const exempt = addUser(account, 'exempt', 2);
  const until = new Date(account.clock.now().getTime() + 2 * DAY_MS).toISOString();
  account.backdoor.tagUser('exempt', exemptUntil(until));
  putItem(account, { pk: 'EXEMPTION', sk: exempt.userId, nonce: 'n', userName: 'exempt', until });
  const [used = ''] = addUserOnRecord(account, 'user').surplus;
  account.backdoor.useKey(used, usedAt(new Date(account.clock.now().getTime() + 1_000)));
  return { exempt, used };
}

/** The users for whom an execution was started, by the token of the start. */
export function addStarts(account: SandboxAccount): ReadonlyMap<string, string> {
  const started = new Map<string, string>();
  account.addOperations('ssm', {
    StartAutomationExecution(request: { ClientToken: string; Parameters: { IAMUserId: string[] } }) {
      started.set(request.ClientToken, request.Parameters.IAMUserId[0] ?? '');
      return { AutomationExecutionId: EXECUTION };
    },
  });
  return started;
}
