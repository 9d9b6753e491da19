import { createRemediationHandler } from '../../remediation/handler.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { type Actor, createInterleaver } from '../support/interleaver.ts';
import { NOW } from '../support/users.ts';

/** What a run of the remediation is asked to do. */
export type RunSpec =
  | { readonly operation: 'Deactivate'; readonly selectionStrategy: 'LeastRecentlyUsed' | 'Oldest' }
  | { readonly operation: 'Reactivate'; readonly keyIndex: number };

/** What a person does by hand; keys are counted in the order in which IAM shows them. */
export interface Act {
  readonly act:
    | 'create'
    | 'rotate'
    | 'deactivate'
    | 'activate'
    | 'delete'
    | 'use'
    | 'keep'
    | 'deleteUser'
    | 'renameUser';
  readonly keyIndex: number;
}

/** A fault that meets the n-th call of the scenario. */
export interface ScheduledFault {
  readonly call: number;
  readonly fault: Fault;
}

/** A whole scenario; equal scenarios run alike. */
export interface Scenario {
  readonly keys: readonly { readonly createdDaysAgo: number; readonly usedDaysAgo: number | null }[];
  readonly runs: readonly RunSpec[];
  readonly acts: readonly Act[];
  readonly faults: readonly ScheduledFault[];
  /** Which run is killed after how many of its steps. */
  readonly kills: readonly { readonly run: number; readonly afterSteps: number }[];
  /** The order of events; when it is used up, the first that can goes on. */
  readonly choices: readonly number[];
  readonly consistencyLagMs: number;
}

/** A change of a key's status, seen from outside. */
export interface Transition {
  readonly actor: string;
  readonly at: number;
  readonly key: string;
  readonly to: 'active' | 'not active';
}

/** How a scenario went. */
export interface Course {
  readonly account: SandboxAccount;
  readonly userId: string;
  /** The active keys after each step; undefined once the user is deleted. */
  readonly activeAfter: readonly (readonly string[] | undefined)[];
  readonly transitions: readonly Transition[];
  readonly results: ReadonlyMap<string, Receipt | Error>;
  /** When each run last read the user's keys, on the virtual clock. */
  readonly lastReadAt: ReadonlyMap<string, number>;
}

const DAY = 86_400_000;

/** Plays a scenario from beginning to end. */
export async function play(scenario: Scenario): Promise<Course> {
  const { consistencyLagMs } = scenario;
  const account = createSandboxAccount({ startAt: NOW, random: seededRandom(7), consistencyLagMs });
  const { userId } = account.people.createUser({ userName: 'alice' });
  for (const { createdDaysAgo, usedDaysAgo } of scenario.keys) {
    const lastUsed =
      usedDaysAgo === null
        ? {}
        : { lastUsed: { at: daysAgo(usedDaysAgo), service: 's3', region: 'us-east-1' } };
    account.people.createAccessKey('alice', { createdAt: daysAgo(createdDaysAgo), ...lastUsed });
  }
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
    for (const act of scenario.acts) {
      await turn();
      perform(account, userId, act);
    }
  });

  const watch = watchKeys(account, userId);
  await interleaver.run((actor) => {
    watch.observe(actor);
    steps.set(actor, (steps.get(actor) ?? 0) + 1);
    for (const { run, afterSteps } of scenario.kills) {
      if (actor === `run-${run}` && steps.get(actor) === afterSteps) interleaver.kill(actor);
    }
  });
  return { account, userId, results, ...watch.seen, lastReadAt: lastReads(account) };
}

const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);

function remediate(account: SandboxAccount, userId: string, spec: RunSpec, actor: Actor): Promise<Receipt> {
  // One attempt a call: what the SDK's retries would hide meets our code.
  const connection = { principal: actor.name, gate: actor.turn, maxAttempts: 1 };
  const clients = account.connect(connection);
  const handler = createRemediationHandler({
    ...clients,
    configWithoutRetries: clients.config,
    ruleFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule',
    now: account.clock.now,
    wait: actor.wait,
    log: () => {},
  });
  const invokedFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-remediation';
  return handler(eventOf(account, userId, spec), { awsRequestId: actor.name, invokedFunctionArn });
}

function eventOf(account: SandboxAccount, userId: string, spec: RunSpec): object {
  if (spec.operation === 'Deactivate') return { userId, ...spec, protectUsedWithinDays: '0' };
  return {
    operation: 'Reactivate',
    userId,
    accessKeyId: keyAt(account, userId, spec.keyIndex) ?? 'AKIAIOSFODNN7EXAMPLE',
  };
}

function scheduleFaults(account: SandboxAccount, faults: readonly ScheduledFault[]): void {
  const byCall = new Map(faults.map(({ call, fault }) => [call, fault]));
  let calls = 0;
  account.faults.add(() => byCall.get(calls++));
}

function keyAt(account: SandboxAccount, user: string, index: number): string | undefined {
  const keys = account.people.keysOf(user);
  return keys[index % Math.max(1, keys.length)]?.accessKeyId;
}

function perform(account: SandboxAccount, userId: string, { act, keyIndex }: Act): void {
  const { people, clock, calls } = account;
  if (!people.users().some((user) => user.userId === userId)) return;
  const key = keyAt(account, userId, keyIndex);
  const deeds: Readonly<Record<Act['act'], (key: string) => void>> = {
    create: () => people.createAccessKey(userId, {}),
    rotate: (old) => {
      people.createAccessKey(userId, {});
      people.setKeyStatus(old, 'Inactive');
    },
    deactivate: (id) => people.setKeyStatus(id, 'Inactive'),
    activate: (id) => people.setKeyStatus(id, 'Active'),
    delete: (id) => people.deleteAccessKey(id),
    use: (id) => people.useKey(id, { at: clock.now(), service: 's3', region: 'us-east-1' }),
    keep: (id) => people.tagUser(userId, { 'one-active-key:keep': id }),
    deleteUser: () => people.deleteUser(userId),
    renameUser: () => people.renameUser(userId, `alice-${calls.length}`),
  };
  if (key !== undefined) deeds[act](key);
}

/** Looks at the truth after each step: which keys are active, and who has changed that. */
function watchKeys(account: SandboxAccount, userId: string) {
  const activeAfter: (readonly string[] | undefined)[] = [];
  const transitions: Transition[] = [];
  const look = () => {
    if (!account.people.users().some((user) => user.userId === userId)) return undefined;
    return account.people
      .keysOf(userId)
      .filter(({ status }) => status === 'Active')
      .map(({ accessKeyId }) => accessKeyId);
  };
  let before = look() ?? [];
  return {
    seen: { activeAfter, transitions },
    observe(actor: string) {
      const now = look();
      const at = account.clock.now().getTime();
      const active = now ?? [];
      for (const key of active) if (!before.includes(key)) transitions.push({ actor, at, key, to: 'active' });
      for (const key of before)
        if (!active.includes(key)) transitions.push({ actor, at, key, to: 'not active' });
      before = active;
      activeAfter.push(now);
    },
  };
}

function lastReads(account: SandboxAccount): Map<string, number> {
  const reads = account.calls.filter(
    ({ operation, outcome }) => operation === 'ListAccessKeys' && outcome === 'ok',
  );
  return new Map(reads.map(({ principal, at }) => [principal, at.getTime()]));
}
