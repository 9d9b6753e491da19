import { type Assignment, assign, runIdOf } from '../../rule/assignment/assignment.ts';
import {
  type EndingRun,
  endSweep,
  endTargetedRun,
  unchangedClaims,
  usersOfNewerRuns,
} from '../../rule/assignment/end-run.ts';
import { parseInvocation } from '../../rule/event.ts';
import { begin, type Pause } from './agenda.ts';
import { servicesOf, type World } from './world.ts';

/** How long the phases of a run take, in milliseconds, and what goes wrong. */
export interface RunFate {
  /** From its beginning to the reading of the users, and from there to its end. */
  readonly durationsMs: readonly [number, number];
  /** Between the steps of its end. */
  readonly lagMs: number;
  /** The users that cannot be judged at the first attempt. */
  readonly failing: readonly string[];
  /** Whether the function ends after its beginning, at its first attempt. */
  readonly isKilled: boolean;
}

/**
 * The rule as its protocol sees it: the real beginnings and ends of runs, and versions instead of verdicts.
 */
export function connectRules(world: World, fateOf: () => RunFate): void {
  world.onNotification = (rule, event) => {
    const fate = fateOf();
    return begin(world.agenda, (pause) => attempt(world, { rule, event, fate, number: 1 }, pause));
  };
}

interface Attempt {
  readonly rule: string;
  readonly event: object;
  readonly fate: RunFate;
  readonly number: number;
}

async function attempt(world: World, run: Attempt, pause: Pause): Promise<void> {
  const count = (change: number) => world.running.set(run.rule, (world.running.get(run.rule) ?? 0) + change);
  count(1);
  const isComplete = await evaluate(world, run, pause);
  count(-1);
  if (isComplete || run.number === 3) return;
  // Lambda repeats a failed invocation after one minute, and after two.
  await pause(run.number * 60_000);
  await attempt(world, { ...run, number: run.number + 1 }, pause);
}

/** Returns whether the function succeeded. */
async function evaluate(
  world: World,
  { rule, event, fate, number }: Attempt,
  pause: Pause,
): Promise<boolean> {
  const notes = servicesOf(world);
  const invocation = parseInvocation(event);
  const { notifiedAt } = invocation.notification;
  const { assignment } = await assign({ notes, now: notes.now }, invocation);
  if (assignment.kind === 'sweep' && number === 1) world.sweeps.get(rule)?.push(notifiedAt);
  if (fate.isKilled && number === 1) return false;
  await pause(fate.durationsMs[0]);
  const read = new Map(world.versions);
  await pause(fate.durationsMs[1]);
  const run = { notes, rule, id: runIdOf(invocation), notifiedAt, now: notes.now };
  const failing = number === 1 ? fate.failing : [];
  // Where the last write counts, nobody can help it if another run reports between a look and a report.
  const lag = () => (world.keepsLastWrite ? Promise.resolve() : pause(fate.lagMs));
  return end(world, run, { assignment, read, failing, lag });
}

interface Ending {
  readonly assignment: Assignment;
  readonly read: ReadonlyMap<string, number>;
  readonly failing: readonly string[];
  readonly lag: () => Promise<void>;
}

async function end(
  world: World,
  run: EndingRun,
  { assignment, read, failing, lag }: Ending,
): Promise<boolean> {
  const report = (user: string) => reportVersion(world, run, { user, version: read.get(user) ?? 0 });
  if (assignment.kind === 'targeted') {
    const { claims } = assignment;
    world.readNotes.push(...claims.map(({ nonce }) => `${run.rule}/${nonce}`));
    const unchanged = await unchangedClaims(run, claims);
    await lag();
    const evaluated = unchanged.filter(({ user }) => !failing.includes(user));
    for (const { user } of evaluated) report(user);
    await lag();
    const isComplete = evaluated.length === unchanged.length;
    await endTargetedRun(run, { evaluated, isComplete });
    return isComplete;
  }
  if (assignment.kind !== 'sweep') return true;
  const newer = await usersOfNewerRuns(run);
  for (const user of read.keys()) if (!newer.has(user) && !failing.includes(user)) report(user);
  await endSweep(run, failing);
  return failing.length === 0;
}

function reportVersion(
  world: World,
  { rule, notifiedAt: at }: EndingRun,
  { user, version }: { readonly user: string; readonly version: number },
): void {
  const earlier = world.results.get(`${rule}/${user}`);
  if (earlier && !world.keepsLastWrite && earlier.at > at) return;
  world.results.set(`${rule}/${user}`, { version, at });
}
