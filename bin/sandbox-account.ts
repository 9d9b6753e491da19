import { deployFunctions, deployRunbooks } from '../demo/deployment.ts';
import { populate } from '../demo/population.ts';
import { accessKeyId } from '../policy/identifiers.ts';
import { DAY_MS } from '../policy/policy.ts';
import { deactivatedTag } from '../product/tags.ts';
import { createSandboxAccount, type SandboxAccount } from '../sandbox/account.ts';
import { readPayloadDirectly } from '../sandbox/automation/scripts/without-python.ts';
import type { Account } from './account.ts';

/** The time at which the sandbox starts: that of the demo, so that the output is always the same. */
const SANDBOX_TIME = new Date('2026-11-21T09:00:00.000Z');

/**
 * An account in memory with everything deployed: the users of the demo, and one with a key that was deactivated long
 * ago.
 */
export async function openSandbox(): Promise<Account> {
  const account = createSandboxAccount({ startAt: SANDBOX_TIME });
  deployFunctions(account);
  await deployRunbooks(account, { runScript: readPayloadDirectly });
  populate(account);
  addSoakedKey(account);
  const { iam, config, ssm } = account.connect({ principal: 'somebody' });
  return {
    iam,
    config: () => config,
    ssm: () => ssm,
    now: account.clock.now,
    wait: (milliseconds) => account.clock.wait(milliseconds),
  };
}

function addSoakedKey({ backdoor, clock }: SandboxAccount): void {
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const [kept, deactivated] = ['AKIAREPORTS10EXAMPLE', 'AKIAREPORTS20EXAMPLE'];
  backdoor.createUser({ userName: 'old-reports', createdAt: daysAgo(900) });
  backdoor.createAccessKey('old-reports', {
    accessKeyId: kept,
    createdAt: daysAgo(300),
    lastUsed: { at: daysAgo(1), service: 's3', region: 'us-east-1' },
  });
  backdoor.createAccessKey('old-reports', {
    accessKeyId: deactivated,
    status: 'Inactive',
    createdAt: daysAgo(800),
  });
  const record = `${daysAgo(20).toISOString()} kept=${kept} execution=a0000000-0000-4000-8000-000000000000`;
  backdoor.tagUser('old-reports', { [deactivatedTag(accessKeyId(deactivated))]: record });
}
