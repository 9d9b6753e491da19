import { createRemediationHandler } from '../../remediation/handler.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import { createSandboxAccount, type SandboxAccount } from '../../sandbox/account.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { type Actor, createInterleaver } from '../support/interleaver.ts';
import { NOW } from '../support/users.ts';

/** The operation of a run. */
export type RunSpec =
  | { readonly operation: 'Deactivate'; readonly selectionStrategy: 'LeastRecentlyUsed' | 'Oldest' }
  | { readonly operation: 'Reactivate'; readonly keyIndex: number }
  | { readonly operation: 'DeleteDeactivated' };

/** How a key is at the beginning. */
export interface KeySpec {
  readonly createdDaysAgo: number;
  readonly usedDaysAgo: number | null;
  /** Deactivated and put on record twenty days ago, or set to Active by hand after that, or neither. */
  readonly life: 'active' | 'deactivated' | 'active again';
}

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
  readonly keys: readonly KeySpec[];
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
  /** The order of events; many have the same time. */
  readonly step: number;
  readonly at: number;
  readonly key: string;
  readonly to: 'active' | 'not active';
}

/** A key that is not there any more, seen from outside. */
export interface Deletion {
  readonly actor: string;
  readonly key: string;
  /** Whether it was Active when it disappeared. */
  readonly wasActive: boolean;
  /** What had been done to the key by then. */
  readonly before: readonly Transition[];
  /** When the actor had last looked at the user's keys. */
  readonly lookedAt: { readonly step: number; readonly at: number };
}

/** How a scenario went. */
export interface Course {
  readonly account: SandboxAccount;
  readonly userId: string;
  /** The active keys after each step; undefined once the user is deleted. */
  readonly activeAfter: readonly (readonly string[] | undefined)[];
  readonly transitions: readonly Transition[];
  readonly deletions: readonly Deletion[];
  readonly results: ReadonlyMap<string, Receipt | Error>;
  /** When each run last read the user's keys, on the virtual clock. */
  readonly lastReadAt: ReadonlyMap<string, number>;
}

const DAY = 86_400_000;

/** Runs a scenario from beginning to end. */
export async function play(scenario: Scenario): Promise<Course> {
  const { consistencyLagMs } = scenario;
  const account = createSandboxAccount({ startAt: NOW, random: seededRandom(7), consistencyLagMs });
  const { userId } = account.backdoor.createUser({ userName: 'alice' });
  for (const key of scenario.keys) addKey(account, key);
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

function addKey({ backdoor }: SandboxAccount, { createdDaysAgo, usedDaysAgo, life }: KeySpec): void {
  const lastUsed =
    usedDaysAgo === null || life !== 'active'
      ? {}
      : { lastUsed: { at: daysAgo(usedDaysAgo), service: 's3', region: 'us-east-1' } };
  const key = backdoor.createAccessKey('alice', { createdAt: daysAgo(createdDaysAgo), ...lastUsed });
  if (life === 'active') return;
  const record = `${daysAgo(20).toISOString()} kept=AKIAIOSFODNN7EXAMPLE execution=none`;
  backdoor.tagUser('alice', { [`one-active-key:deactivated/${key}`]: record });
  if (life === 'deactivated') backdoor.setKeyStatus(key, 'Inactive');
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
  const event = eventOf(account, userId, spec);
  return handler(event, { awsRequestId: actor.name, invokedFunctionArn }) as Promise<Receipt>;
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
  const byCall = new Map(faults.map(({ call, fault }) => [call, fault]));
  let calls = 0;
  account.faults.add(() => byCall.get(calls++));
}

function keyAt(account: SandboxAccount, user: string, index: number): string | undefined {
  const keys = account.backdoor.keysOf(user);
  return keys[index % Math.max(1, keys.length)]?.accessKeyId;
}

function perform(account: SandboxAccount, userId: string, { act, keyIndex }: Act): void {
  const { backdoor, clock, calls } = account;
  if (!backdoor.users().some((user) => user.userId === userId)) return;
  const key = keyAt(account, userId, keyIndex);
  const deeds: Readonly<Record<Act['act'], (key: string) => void>> = {
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
  if (key !== undefined) deeds[act](key);
}

/** Looks at the truth after each step: which keys are there and active, and who has changed that. */
function watchKeys(account: SandboxAccount, userId: string) {
  const activeAfter: (readonly string[] | undefined)[] = [];
  const transitions: Transition[] = [];
  const deletions: Deletion[] = [];
  const looks = new Map<string, Deletion['lookedAt']>();
  let before: Statuses = statuses(account, userId) ?? new Map();
  let callsSeen = 0;
  return {
    seen: { activeAfter, transitions, deletions },
    observe(actor: string) {
      const now = statuses(account, userId);
      const moment = { step: activeAfter.length, at: account.clock.now().getTime() };
      for (const [key, wasActive] of before) {
        if (now?.has(key)) continue;
        const past = transitions.filter((each) => each.key === key);
        deletions.push({ actor, key, wasActive, before: past, lookedAt: looks.get(actor) ?? NEVER });
      }
      transitions.push(...changes(before, now ?? new Map()).map((each) => ({ ...each, ...moment, actor })));
      if (account.calls.slice(callsSeen).some(isLook)) looks.set(actor, moment);
      callsSeen = account.calls.length;
      before = now ?? new Map();
      activeAfter.push(now && activeIn(now));
    },
  };
}

/** Whether each key is Active, by id. */
type Statuses = ReadonlyMap<string, boolean>;

const NEVER = { step: -1, at: 0 };

function activeIn(keys: Statuses): string[] {
  return [...keys].filter(([, isActive]) => isActive).map(([key]) => key);
}

function changes(before: Statuses, now: Statuses): Pick<Transition, 'key' | 'to'>[] {
  const gone = activeIn(before).filter((key) => !now.get(key));
  const come = activeIn(now).filter((key) => !before.get(key));
  return [
    ...gone.map((key) => ({ key, to: 'not active' }) as const),
    ...come.map((key) => ({ key, to: 'active' }) as const),
  ];
}

/** The keys of the user; undefined if the user no longer exists. */
function statuses({ backdoor }: SandboxAccount, userId: string): Statuses | undefined {
  if (!backdoor.users().some((user) => user.userId === userId)) return undefined;
  return new Map(
    backdoor.keysOf(userId).map(({ accessKeyId, status }) => [accessKeyId, status === 'Active']),
  );
}

const isLook = ({ operation, outcome }: SandboxAccount['calls'][number]) =>
  operation === 'ListAccessKeys' && outcome === 'ok';

function lastReads(account: SandboxAccount): Map<string, number> {
  const reads = account.calls.filter(isLook);
  return new Map(reads.map(({ principal, at }) => [principal, at.getTime()]));
}
