import { deployFunctions, deployRunbooks } from '../demo/deployment.ts';
import { deliverEvents, subscribeToEvents } from '../demo/events.ts';
import { populate } from '../demo/population.ts';
import { DAY_MS } from '../policy/policy.ts';
import { NAMES } from '../product/names.ts';
import { createSandboxAccount, type SandboxAccount } from '../sandbox/account.ts';
import { readPayloadDirectly } from '../sandbox/automation/scripts/without-python.ts';
import type { Account } from './account.ts';

/** The time at which a command begins: that of the demo, so that the output is always the same. */
const SANDBOX_TIME = new Date('2026-11-21T09:00:00.000Z');

/** How long before that the key of one user was deactivated. */
const SOAKED_MS = 20 * DAY_MS;

/**
 * An account in memory with everything deployed: the users of the demo, and one with a key that was deactivated long
 * ago.
 */
export async function openSandbox(): Promise<Account> {
  const account = createSandboxAccount({
    startAt: new Date(SANDBOX_TIME.getTime() - SOAKED_MS),
    accountAlias: 'sandbox',
  });
  deployFunctions(account);
  subscribeToEvents(account);
  await deployRunbooks(account, { runScript: readPayloadDirectly });
  await addSoakedKey(account);
  populate(account);
  const { iam, config, ssm, sts, dynamodb } = account.connect({ principal: 'somebody' });
  return {
    iam,
    config: () => config,
    ssm: () => ssm,
    sts: () => sts,
    ledger: { dynamodb, tableName: NAMES.sandboxLedger },
    now: account.clock.now,
    wait: (milliseconds) => account.clock.wait(milliseconds),
  };
}

const [USED, SURPLUS] = ['AKIAREPORTS10EXAMPLE', 'AKIAREPORTS20EXAMPLE'];

/** Adds a user, whose surplus key the remediation deactivates, and lets the time of its soak pass. */
async function addSoakedKey(account: SandboxAccount): Promise<void> {
  const { backdoor, clock, functions } = account;
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const { userId } = backdoor.createUser({ userName: 'old-reports', createdAt: daysAgo(880) });
  backdoor.createAccessKey('old-reports', { accessKeyId: USED, createdAt: daysAgo(280) });
  backdoor.createAccessKey('old-reports', { accessKeyId: SURPLUS, createdAt: daysAgo(780) });
  const useKey = () => backdoor.useKey(USED, { at: daysAgo(1), service: 's3', region: 'us-east-1' });
  useKey();
  const request = { operation: 'Deactivate', userId };
  const { FunctionError, Payload } = await functions.invoke(NAMES.remediationFunction, request);
  if (FunctionError) throw new Error(Payload);
  await deliverEvents(account);
  clock.advance(SANDBOX_TIME.getTime() - clock.now().getTime());
  useKey();
}
