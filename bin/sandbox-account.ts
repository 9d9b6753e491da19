import { deployFunctions, deployRunbooks } from '../demo/deployment.ts';
import { deliverEvents, subscribeToEvents } from '../demo/events.ts';
import { populate } from '../demo/population.ts';
import { DAY_MS } from '../policy/policy.ts';
import { NAMES } from '../product/names.ts';
import { createSandboxAccount, type SandboxAccount, type SandboxOptions } from '../sandbox/account.ts';
import { AwsError } from '../sandbox/api.ts';
import { readPayloadDirectly } from '../sandbox/automation/scripts/without-python.ts';
import { seededRandom } from '../sandbox/seeded-random.ts';
import { type AccountSnapshot, restoreData, takeSnapshot } from '../sandbox/snapshot.ts';
import type { Account } from './account.ts';
import { openSandboxFile } from './sandbox-file.ts';

/** The time at which a command begins: that of the demo, so that the output is always the same. */
const SANDBOX_TIME = new Date('2026-11-21T09:00:00.000Z');

/** How long before that the key of one user was deactivated. */
const SOAKED_MS = 20 * DAY_MS;

/**
 * An account in memory with everything deployed: the users of the demo, and one with a key that was deactivated long
 * ago. With a file, the account is that of the file, which is created if it does not exist, and has each execution as soon as it ends; throws
 * `UsageError` for a file that cannot be used.
 */
export async function openSandbox(file?: string): Promise<Account> {
  const kept = file === undefined ? undefined : openSandboxFile(file);
  const account = createSandboxAccount(kept?.snapshot ? settingsOf(kept.snapshot) : NEW_ACCOUNT);
  deployFunctions(account);
  subscribeToEvents(account);
  const save = () => kept?.save(takeSnapshot(account, automation));
  const automation = await deployRunbooks(account, {
    runScript: readPayloadDirectly,
    executions: kept?.snapshot?.executions ?? [],
    onExecutionEnd: async () => {
      // An event that waits would be lost with the process.
      if (kept) await deliverEvents(account);
      orRefuse(save);
    },
  });
  await addUsers(account, kept?.snapshot);
  if (!kept?.snapshot) save();
  return connected(account);
}

/** A refusal of AWS: any other error would be taken for a lost answer, and the start repeated as if it had succeeded. */
function orRefuse(save: () => void): void {
  try {
    save();
  } catch (cause) {
    throw new AwsError('SandboxNotKept', cause instanceof Error ? cause.message : String(cause));
  }
}

const NEW_ACCOUNT = { startAt: new Date(SANDBOX_TIME.getTime() - SOAKED_MS), accountAlias: 'sandbox' };

/** The account goes on at its time; its ids begin elsewhere, so that none comes back. */
function settingsOf({ now, executions }: AccountSnapshot): SandboxOptions {
  return { ...NEW_ACCOUNT, startAt: now, random: seededRandom(executions.length + 2) };
}

async function addUsers(account: SandboxAccount, snapshot: AccountSnapshot | undefined): Promise<void> {
  if (snapshot) return restoreData(account, snapshot);
  await addSoakedKey(account);
  populate(account);
}

function connected(account: SandboxAccount): Account {
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
