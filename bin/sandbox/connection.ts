import { LOOKUP_LIMITS } from '../../aws/event-history.ts';
import { createLimiter } from '../../aws/limiter.ts';
import type { Connection, SandboxClients } from '../../sandbox/clients.ts';
import type { VirtualClock } from '../../sandbox/clock.ts';
import type { Account } from '../account/account.ts';
import { DEPLOYED, openLedger } from '../account/ledger-table.ts';
import { oncePerKey } from '../account/once.ts';

/** Clients of an account with these settings. */
export type Connect = (settings?: Omit<Connection, 'principal'>) => SandboxClients;

/**
 * The account to which these clients lead, with the ledger of this table. An account of the sandbox always
 * has one: without a table it is that of the deployed stack.
 */
export async function connected(
  connect: Connect,
  clock: VirtualClock,
  ledgerTable: string = DEPLOYED,
): Promise<Account> {
  const { iam, config, ssm, sts, dynamodb, accountManagement } = connect();
  return {
    iam,
    config: () => config,
    ssm: () => ssm,
    sts: () => sts,
    cloudTrailIn: lookupClients(connect, clock),
    accountManagement: async () => accountManagement,
    ledger: await openLedger(ledgerTable, { ssm: () => ssm, dynamodb: () => dynamodb }),
    now: clock.now,
    wait: (milliseconds) => clock.wait(milliseconds),
  };
}

/** A client for each Region, each with a pace of its own. */
function lookupClients(connect: Connect, clock: VirtualClock): Account['cloudTrailIn'] {
  const environment = { now: () => clock.now().getTime(), wait: clock.wait, random: () => 0.5 };
  return oncePerKey(async (region) => {
    const cloudtrailRetryStrategy = createLimiter(environment, LOOKUP_LIMITS);
    return connect({ region, cloudtrailRetryStrategy }).cloudtrail;
  });
}
