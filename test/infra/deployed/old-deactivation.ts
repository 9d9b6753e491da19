import type { DeployedAccount } from '../../support/deployed-account.ts';

/** Notes in the ledger that a key was deactivated 15 days ago, by us, and that the event of that came. */
export function putOldDeactivation(
  { account, stack }: DeployedAccount,
  { userId, key, keys }: { userId: string; key: string; keys: readonly string[] },
): void {
  // Only the clock of the account can be advanced, and the processes have clocks of their own.
  const at = new Date(account.clock.now().getTime() - 15 * 86_400_000).toISOString();
  const times = { intendedAt: at, changedAt: at, deactivatedAt: at };
  const record = {
    pk: 'KEY',
    sk: `${userId}#${key}`,
    nonce: 'n',
    state: 'done',
    kept: keys[0] ?? '',
    execution: '',
  };
  const touch = { pk: 'TOUCHED', sk: `${key}#${at}#event-1`, nonce: 'event-1', by: '', isOurs: 'true' };
  for (const item of [{ ...record, ...times }, touch]) {
    const attributes = Object.entries(item).map(([name, S]) => [name, { S }]);
    account.tables.put(stack.outputs['LedgerTable'] ?? '', Object.fromEntries(attributes));
  }
}
