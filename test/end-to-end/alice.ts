import { LEASE_MS } from '../../ledger/assumptions.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import type { AutomationOptions } from '../../sandbox/automation/automation.ts';
import { putItem } from '../support/ledger.ts';
import { addUser } from '../support/rule.ts';
import { DEACTIVATE, operatedAccount, start } from '../support/runbooks.ts';

/** The sandbox's options for runbooks, among them the way in which it runs the scripts. */
export type Automation = Partial<AutomationOptions>;

/** An account with the user alice; `remediate` starts the runbook that deactivates her surplus keys. */
export async function withAlice(
  automation: Automation,
  keys: number,
  options: Parameters<typeof operatedAccount>[0] = {},
) {
  const operated = await operatedAccount(options, automation);
  const alice = addUser(operated.account, 'alice', keys);
  const remediate = (parameters: Record<string, string> = {}) =>
    start(operated.ssm, DEACTIVATE, {
      AutomationAssumeRole: operated.role,
      IAMUserId: alice.userId,
      ...parameters,
    });
  return { ...operated, alice, remediate };
}

/** Writes the lease of another run, which has just begun. */
export function putLease(account: SandboxAccount, userId: string): void {
  const until = new Date(account.clock.now().getTime() + LEASE_MS).toISOString();
  putItem(account, {
    pk: 'LEASE',
    sk: userId,
    nonce: 'another',
    until,
    operation: 'Deactivate',
    execution: '',
  });
}
