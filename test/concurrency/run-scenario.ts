import { NAMES } from '../../product/names.ts';
import { automationRoleArn } from '../../product/role-path.ts';
import { createRemediationHandler } from '../../remediation/handler.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { type Actor, createInterleaver } from '../support/interleaver.ts';
import { putItem } from '../support/ledger.ts';
import { NOW } from '../support/users.ts';
import { type KeyHistory, lastReadsOf, recordKeyHistory } from './key-history.ts';
import type { KeySpec, PersonAction, RunSpec, Scenario, ScheduledFault } from './scenario.ts';

/** The course of a scenario. */
export interface Course extends KeyHistory {
  readonly account: SandboxAccount;
  readonly userId: string;
  readonly results: ReadonlyMap<string, Receipt | Error>;
  /** When each run last read the user's keys, on the virtual clock. */
  readonly lastReadAt: ReadonlyMap<string, number>;
}

const DAY_MS = 86_400_000;

/** Runs a scenario from beginning to end. */
export async function runScenario(scenario: Scenario): Promise<Course> {
  const { consistencyLagMs } = scenario;
  const account = createSandboxAccount({ startAt: NOW, random: seededRandom(7), consistencyLagMs });
  const { userId } = account.backdoor.createUser({ userName: 'alice' });
  account.tables.add({ name: NAMES.sandboxLedger });
  for (const key of scenario.keys) addKey(account, userId, key);
  account.clock.advance(consistencyLagMs);
  scheduleFaults(account, scenario.faults);

  let choice = 0;
  const interleaver = createInterleaver(account.clock, (n) => (scenario.choices[choice++] ?? 0) % n);
  const results = new Map<string, Receipt | Error>();
  const steps = new Map<string, number>();
  scenario.runs.forEach((spec, index) => {
    const name = `run-${index}`;
    interleaver.start(name, async (actor) => {
      const result = await remediate(account, userId, spec, actor).catch((error: Error) => error);
      results.set(name, result);
    });
  });
  interleaver.start('person', async ({ turn }) => {
    for (const action of scenario.personActions) {
      await turn();
      perform(account, userId, action);
    }
  });

  const recorder = recordKeyHistory(account, userId);
  await interleaver.run((actor) => {
    recorder.observe(actor);
    steps.set(actor, (steps.get(actor) ?? 0) + 1);
    for (const { run, afterSteps } of scenario.kills) {
      if (actor === `run-${run}` && steps.get(actor) === afterSteps) interleaver.kill(actor);
    }
  });
  return { account, userId, results, ...recorder.history, lastReadAt: lastReadsOf(account) };
}

function addKey(
  account: SandboxAccount,
  userId: string,
  { createdDaysAgo, usedDaysAgo, life }: KeySpec,
): void {
  const { backdoor } = account;
  const lastUsed =
    usedDaysAgo === null || life !== 'active'
      ? {}
      : { lastUsed: { at: daysAgo(usedDaysAgo), service: 's3', region: 'us-east-1' } };
  const key = backdoor.createAccessKey('alice', { createdAt: daysAgo(createdDaysAgo), ...lastUsed });
  if (life === 'active') return;
  for (const item of itemsOfDeactivation(userId, key)) putItem(account, item);
  if (life === 'deactivated') backdoor.setKeyStatus(key, 'Inactive');
}

/** What the ledger has of a key that a run deactivated twenty days ago: the record, and the event that was seen of it. */
function itemsOfDeactivation(userId: string, key: string): readonly Readonly<Record<string, string>>[] {
  const at = daysAgo(20).toISOString();
  const times = { intendedAt: at, changedAt: at, deactivatedAt: at };
  const kept = 'AKIAIOSFODNN7EXAMPLE';
  return [
    { pk: 'KEY', sk: `${userId}#${key}`, nonce: 'n', state: 'done', kept, execution: '', ...times },
    { pk: 'TOUCHED', sk: `${key}#${at}#e`, nonce: 'e', by: '', isOurs: 'true' },
  ];
}

const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

function remediate(account: SandboxAccount, userId: string, spec: RunSpec, actor: Actor): Promise<Receipt> {
  // The SDK makes one attempt per call: a retry would hide the fault from our code.
  const connection = { principal: actor.name, gate: actor.turn, maxAttempts: 1 };
  const clients = account.connect(connection);
  const handler = createRemediationHandler({
    ...clients,
    configWithoutRetries: clients.config,
    iamWithoutRetries: clients.iam,
    ledger: { dynamodb: clients.dynamodb, tableName: NAMES.sandboxLedger },
    uptime: () => account.clock.now().getTime(),
    randomId: noncesOf(actor.name),
    automationRoleArn: automationRoleArn(account),
    ruleFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule',
    now: account.clock.now,
    wait: actor.wait,
    log: () => {},
  });
  const invokedFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-remediation';
  const event = eventOf(account, userId, spec);
  return handler(event, { invokedFunctionArn }) as Promise<Receipt>;
}

function noncesOf(actor: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${actor}-${count}`;
  };
}

function eventOf(account: SandboxAccount, userId: string, spec: RunSpec): object {
  if (spec.operation === 'Deactivate') return { userId, ...spec, protectUsedWithinDays: '0' };
  if (spec.operation === 'DeleteDeactivated') return { userId, ...spec };
  return {
    operation: 'Reactivate',
    userId,
    accessKeyId: keyAt(account, userId, spec.keyIndex) ?? 'AKIAIOSFODNN7EXAMPLE',
  };
}

function scheduleFaults(account: SandboxAccount, faults: readonly ScheduledFault[]): void {
  const faultByCall = new Map(faults.map(({ call, fault }) => [call, fault]));
  let calls = 0;
  account.faults.add(() => faultByCall.get(calls++));
}

function keyAt(account: SandboxAccount, user: string, index: number): string | undefined {
  const keys = account.backdoor.keysOf(user);
  return keys[index % Math.max(1, keys.length)]?.accessKeyId;
}

function perform(account: SandboxAccount, userId: string, { action, keyIndex }: PersonAction): void {
  const { backdoor, clock, calls } = account;
  if (!backdoor.users().some((user) => user.userId === userId)) return;
  const key = keyAt(account, userId, keyIndex);
  const actions: Readonly<Record<PersonAction['action'], (key: string) => void>> = {
    create: () => backdoor.createAccessKey(userId, {}),
    rotate: (old) => {
      backdoor.createAccessKey(userId, {});
      backdoor.setKeyStatus(old, 'Inactive');
    },
    deactivate: (id) => backdoor.setKeyStatus(id, 'Inactive'),
    activate: (id) => backdoor.setKeyStatus(id, 'Active'),
    delete: (id) => backdoor.deleteAccessKey(id),
    use: (id) => backdoor.useKey(id, { at: clock.now(), service: 's3', region: 'us-east-1' }),
    keep: (id) => backdoor.tagUser(userId, { 'one-active-key:keep': id }),
    deleteUser: () => backdoor.deleteUser(userId),
    renameUser: () => backdoor.renameUser(userId, `alice-${calls.length}`),
  };
  if (key !== undefined) actions[action](key);
}
