import { type Assigned, assign, runIdOf } from '../../rule/assignment/assignment.ts';
import {
  endSweep,
  endTargetedRun,
  unchangedClaims,
  usersOfNewerRuns,
} from '../../rule/assignment/end-run.ts';
import { type Invocation, readInvocation } from '../../rule/event.ts';
import { servicesOf, type World } from './world.ts';

/** How long the phases of a run take, in milliseconds, and what goes wrong. */
export interface RunFate {
  /** From its beginning to the reading of the users, and from there to its end. */
  readonly durationsMs: readonly [number, number];
  /** The users that cannot be judged at the first attempt. */
  readonly failing: readonly string[];
  /** Whether the function ends after its beginning, at its first attempt. */
  readonly isKilled: boolean;
}

/** The rule as its protocol sees it: the real beginnings and ends of runs, and versions instead of verdicts. */
export function connectRules(world: World, fateOf: () => RunFate): void {
  world.onNotification = (rule, event) => begin(world, { rule, event, fate: fateOf(), attempt: 1 });
}

interface Attempt {
  readonly rule: string;
  readonly event: object;
  readonly fate: RunFate;
  readonly attempt: number;
}

async function begin(world: World, run: Attempt): Promise<void> {
  const services = servicesOf(world);
  const invocation = readInvocation(run.event);
  const assigned = await assign({ notes: services, now: services.now }, invocation);
  world.running.set(run.rule, (world.running.get(run.rule) ?? 0) + 1);
  const leave = () => world.running.set(run.rule, (world.running.get(run.rule) ?? 0) - 1);
  const retry = () => {
    leave();
    if (run.attempt < 3) {
      world.agenda.after(run.attempt * 60_000, () => begin(world, { ...run, attempt: run.attempt + 1 }));
    }
  };
  const { assignment } = assigned;
  if (assignment.kind === 'repeated') return void leave();
  if (assignment.kind === 'sweep' && run.attempt === 1) {
    world.sweeps.get(run.rule)?.push(invocation.notification.notifiedAt);
  }
  if (run.fate.isKilled && run.attempt === 1) return retry();
  const [readMs, endMs] = run.fate.durationsMs;
  world.agenda.after(readMs, async () => {
    const read = new Map(world.versions);
    const failing = run.attempt === 1 ? run.fate.failing : [];
    world.agenda.after(endMs, async () => {
      const isComplete = await end(world, { rule: run.rule, invocation, assigned, read, failing });
      if (isComplete) leave();
      else retry();
    });
  });
}

interface Ending {
  readonly rule: string;
  readonly invocation: Invocation;
  readonly assigned: Assigned;
  readonly read: ReadonlyMap<string, number>;
  readonly failing: readonly string[];
}

async function end(world: World, { rule, invocation, assigned, read, failing }: Ending): Promise<boolean> {
  const notes = servicesOf(world);
  const { notifiedAt } = invocation.notification;
  const run = { notes, rule, id: runIdOf(invocation), notifiedAt, now: notes.now() };
  const { assignment } = assigned;
  const report = (user: string) => {
    const version = read.get(user) ?? 0;
    const earlier = world.results.get(`${rule}/${user}`);
    if (!earlier || world.keepsLastWrite || earlier.at <= notifiedAt) {
      world.results.set(`${rule}/${user}`, { version, at: notifiedAt });
    }
  };
  if (assignment.kind === 'targeted') {
    const unchanged = await unchangedClaims(run, assignment.claims);
    const evaluated = unchanged.filter(({ user }) => !failing.includes(user));
    for (const { user } of evaluated) report(user);
    world.evaluatedNotes.push(...evaluated.map(({ nonce }) => `${rule}/${nonce}`));
    const isComplete = evaluated.length === unchanged.length;
    await endTargetedRun(run, { evaluated, isComplete });
    return isComplete;
  }
  const newer = await usersOfNewerRuns(run);
  for (const user of read.keys()) if (!newer.has(user) && !failing.includes(user)) report(user);
  await endSweep(run, failing);
  return failing.length === 0;
}
