import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { putItem } from '../../support/ledger.ts';
import { daysAgo, KEY, NOW, usedAt } from '../../support/users.ts';
import type { Scene } from './acts.ts';
import type { KeyScenario } from './scenario.ts';

const KEYS = { K0: KEY.a, K1: KEY.b };

/** When K1 was deactivated before the beginning of a scenario. */
export const DEACTIVATED_AT: Readonly<Record<KeyScenario['begin'], Date | undefined>> = {
  active: undefined,
  'expired-lease': undefined,
  'void-lease': undefined,
  deactivated: daysAgo(20),
  'just-deactivated': new Date(NOW.getTime() - 60_000),
};

/**
 * Fills an account with alice, who has K0 and K1, and aaron, whom a listing shows before alice and who has
 * two keys of his own.
 */
export function prepare(account: SandboxAccount, { begin }: Pick<KeyScenario, 'begin'>): Scene {
  const { backdoor, tables, scheduler } = account;
  tables.add({ name: NAMES.sandboxLedger });
  scheduler.addGroup(NAMES.scheduleGroup);
  const { userId } = backdoor.createUser({ userName: 'alice', userId: 'AIDACKCEVSQ6C2EXAMPLE' });
  const lastUsed = usedAt(daysAgo(1));
  backdoor.createAccessKey('alice', { accessKeyId: KEYS.K0, createdAt: daysAgo(400), lastUsed });
  const deactivatedAt = DEACTIVATED_AT[begin];
  const status = deactivatedAt ? 'Inactive' : 'Active';
  backdoor.createAccessKey('alice', { accessKeyId: KEYS.K1, createdAt: daysAgo(50), status });
  if (deactivatedAt) for (const item of itemsOf(userId, deactivatedAt)) putItem(account, item);
  const until = LEASE_UNTIL[begin];
  if (until) putItem(account, leaseOf(userId, until));
  backdoor.createUser({ userName: 'aaron', userId: 'AIDAJQABLZS4A3EXAMPLE' });
  backdoor.createAccessKey('aaron', { accessKeyId: KEY.c, createdAt: daysAgo(400), lastUsed });
  backdoor.createAccessKey('aaron', { accessKeyId: KEY.d, createdAt: daysAgo(50) });
  // A read that is late shows the account before the last change, and not before all this.
  account.clock.advance(1_000);
  return { account, userId, keys: KEYS };
}

/** Until when the lease of a run that is gone counts. */
const LEASE_UNTIL: Partial<Record<KeyScenario['begin'], Date>> = {
  'expired-lease': new Date(NOW.getTime() - 60_000),
  'void-lease': daysAgo(-30),
};

const leaseOf = (userId: string, until: Date) => ({
  pk: 'LEASE',
  sk: userId,
  nonce: 'before',
  until: until.toISOString(),
  operation: 'Deactivate',
  execution: '',
});

/** What the ledger has of a deactivation of K1: the record, and the event that came of it. */
function itemsOf(userId: string, deactivatedAt: Date): readonly Readonly<Record<string, string>>[] {
  const at = deactivatedAt.toISOString();
  const times = { intendedAt: at, changedAt: at, deactivatedAt: at };
  const sk = `${userId}#${KEYS.K1}`;
  return [
    { pk: 'KEY', sk, nonce: 'before', state: 'done', kept: KEYS.K0, execution: '', ...times },
    { pk: 'TOUCHED', sk: `${KEYS.K1}#${at}#before`, nonce: 'before', by: '', isOurs: 'true' },
  ];
}
