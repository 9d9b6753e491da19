import { deployFunctions, deployRunbooks } from '../../demo/deployment.ts';
import { deliverEvents, subscribeToEvents } from '../../demo/events.ts';
import { populate } from '../../demo/population.ts';
import { recordWorkloads } from '../../demo/workloads.ts';
import { automationRoleArn } from '../../product/role-path.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { AwsError } from '../../sandbox/api.ts';
import { readPayloadDirectly } from '../../sandbox/automation/scripts/without-python.ts';
import type { SandboxClients } from '../../sandbox/clients.ts';
import { createVirtualClock, type VirtualClock } from '../../sandbox/clock.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { type AccountSnapshot, restoreData, takeSnapshot } from '../../sandbox/snapshot.ts';
import type { Account, AccountOptions } from '../account/account.ts';
import { type Connect, connected } from './connection.ts';
import { openSandboxFile, type SandboxFile } from './file.ts';
import { PAST_MS, playPast } from './past.ts';

/** The time at which a command begins: that of the demo, so that the output is always the same. */
const SANDBOX_TIME = new Date('2026-11-21T09:00:00.000Z');

/** The caller in the account whose credentials a command has. */
export const SANDBOX_CALLER = 'somebody';

/** What the options say of the sandbox: its file, and the table of its ledger. */
export type SandboxOptions = Pick<AccountOptions, 'sandboxFile' | 'ledgerTable'>;

/**
 * An account in memory with everything deployed: the users of the demo, and some to whose keys something was
 * done before. With a file, the account is that of the file, which is created if it does not exist, and has
 * each execution as soon as it ends; throws `UsageError` for a file that cannot be used.
 */
export async function openSandbox({ sandboxFile: file, ledgerTable }: SandboxOptions = {}): Promise<Account> {
  const kept = file === undefined ? undefined : openSandboxFile(file);
  const account = await openOwnAccount(kept, clockOf(kept ? [kept] : []));
  const connect: Connect = (settings) => account.connect({ ...settings, principal: SANDBOX_CALLER });
  return connected(connect, account.clock, ledgerTable);
}

/** The clock of accounts that are kept in these files: no time goes back. */
export function clockOf(files: readonly SandboxFile[]): VirtualClock {
  const times = files.flatMap(({ snapshot }) => (snapshot ? [snapshot.now.getTime()] : []));
  const start = SANDBOX_TIME.getTime() - PAST_MS;
  return createVirtualClock(new Date(Math.max(start, ...times)));
}

/** The account whose credentials a command has. */
export async function openOwnAccount(
  kept: SandboxFile | undefined,
  clock: VirtualClock,
): Promise<SandboxAccount> {
  const names = { accountId: '111122223333', accountAlias: 'sandbox' };
  const account = await openDeployed(names, { kept, clock, addUsers: addOwnUsers });
  // Not of the file: the workloads are definitions, as the functions are.
  recordWorkloads(account, SANDBOX_TIME);
  return account;
}

/** What an account of the sandbox consists of. */
export interface DeployedParts {
  readonly kept: SandboxFile | undefined;
  readonly clock: VirtualClock;
  /** Fills an account that is not in its file yet. */
  readonly addUsers: (account: SandboxAccount) => void | Promise<void>;
}

/** An account with everything deployed, in memory or in its file. */
export async function openDeployed(
  names: { readonly accountId: string; readonly accountAlias: string },
  { kept, clock, addUsers }: DeployedParts,
): Promise<SandboxAccount> {
  const account = createSandboxAccount({
    ...names,
    clock,
    random: seededRandom(seedOf(names.accountId, kept?.snapshot)),
  });
  deployFunctions(account);
  subscribeToEvents(account);
  // Until the account is complete, the file must not have a part of it.
  let isComplete = false;
  const save = () => isComplete && kept?.save(takeSnapshot(account, automation));
  const automation = await deployRunbooks(account, {
    runScript: readPayloadDirectly,
    executions: kept?.snapshot?.executions ?? [],
    onExecutionEnd: () => keep(),
  });
  const keep = async () => {
    // An event that waits would be lost with the process.
    if (kept) await deliverEvents(account);
    orRefuse(save);
  };
  if (kept?.snapshot) restoreData(account, kept.snapshot);
  else await addUsers(account);
  isComplete = true;
  if (!kept?.snapshot) save();
  return { ...account, connect: (connection) => keepingWrites(account.connect(connection), keep) };
}

/** The writes of a command without a runbook. */
const KEPT_COMMANDS = ['TagUserCommand', 'PutParameterCommand', 'DeleteParameterCommand'];

/** A write of a command without a runbook is kept as soon as it is made, as an execution is when it ends. */
function keepingWrites(clients: SandboxClients, keep: () => Promise<void>): SandboxClients {
  const kept = async <Answer>(commandName: string | undefined, sent: Promise<Answer>): Promise<Answer> => {
    const answer = await sent;
    if (KEPT_COMMANDS.includes(commandName ?? '')) await keep();
    return answer;
  };
  const step = { step: 'initialize' } as const;
  clients.iam.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        kept(commandName, next(args)),
    step,
  );
  clients.ssm.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        kept(commandName, next(args)),
    step,
  );
  return clients;
}

/**
 * Each account has ids of its own, and those of an account that goes on begin elsewhere, so that none comes
 * back.
 */
function seedOf(accountId: string, snapshot: AccountSnapshot | undefined): number {
  return Number(accountId) * (snapshot ? snapshot.executions.length + 2 : 1);
}

/**
 * A refusal of AWS: any other error would be taken for a lost answer, and the start repeated as if it had
 * succeeded.
 */
function orRefuse(save: () => unknown): void {
  try {
    save();
  } catch (cause) {
    throw new AwsError('SandboxNotKept', cause instanceof Error ? cause.message : String(cause));
  }
}

/** Plays what was done in the account before, and adds the users of the demo. */
async function addOwnUsers(account: SandboxAccount): Promise<void> {
  const present = new Date(account.clock.now().getTime() + PAST_MS);
  await playPast({ account, automationRoleArn: automationRoleArn(account), present });
  populate(account);
}
