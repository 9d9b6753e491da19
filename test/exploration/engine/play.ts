import type { Actor, Step } from './actors.ts';
import { kindOf, LANDS, PAUSES_MS } from './bounds.ts';
import type { Deviation, Schedule } from './schedule.ts';
import { isTreatment, type Treatment, treatmentsOf } from './treatments.ts';
import type { World } from './world.ts';

/** A place in a course of events, before one of its steps. */
export interface Place {
  /** The number of steps before it. */
  readonly at: number;
  /** What is going to happen next, unless a deviation changes it. */
  readonly next: { readonly actor: Actor; readonly step: Step };
  readonly world: World;
  /** Whether the schedule has just let another actor go on: another such switch would take its place. */
  readonly isSwitched: boolean;
}

/** Called at each place at which the schedule has nothing more to say; returns whether the course goes on. */
export type Observer = (place: Place) => boolean;

/** Called at each place before its deviations; may return one more. */
export type Choice = (place: Place) => Deviation | undefined;

/** How a course ended: the promises that it broke, or that the observer stopped it. */
export type Course = { readonly broken: readonly string[]; readonly isStopped: boolean };

/** Thrown if a schedule does not fit its world. */
export class MisfitError extends Error {
  override readonly name = 'MisfitError';

  constructor({ at, what }: Deviation) {
    super(`Expected a schedule that fits the scenario; ${at}:${what} is not possible`);
  }
}

/** Plays a schedule in a new world. Throws `MisfitError` if a deviation is not possible in its place. */
export async function play(
  world: World,
  schedule: Schedule,
  observe: Observer = () => true,
  choose: Choice = () => undefined,
): Promise<Course> {
  const deviations = [...schedule];
  let next = nextOf(world, undefined);
  for (let at = 0; next; at += 1) {
    const chosen = choose({ at, next, world, isSwitched: false });
    if (chosen) deviations.unshift(chosen);
    const deviated = await deviateAt(world, deviations, { at, next });
    const { treatment, ...place } = deviated;
    const isOpen = deviations.length === 0 && treatment === undefined;
    if (isOpen && !observe({ ...place, at, world })) return { broken: [], isStopped: true };
    await makeStep(world, place.next, treatment);
    const broken = world.broken();
    if (broken.length > 0) return { broken, isStopped: false };
    next = nextOf(world, place.next.actor);
  }
  if (deviations[0]) throw new MisfitError(deviations[0]);
  await world.landings.until(Number.POSITIVE_INFINITY);
  return { broken: [...world.broken(), ...(await world.brokenAtTheEnd())], isStopped: false };
}

type Next = Place['next'];

/**
 * The actor that acted last goes on; when it has ended, the one that may begin first. Whoever has to begin
 * before that does.
 */
export function nextOf({ actors }: World, current: Actor | undefined): Next | undefined {
  const firstOf = (actor: Actor | undefined): Next | undefined => {
    const step = actor?.pending[0];
    return actor && step && { actor, step };
  };
  const alive = actors.all.filter(({ pending }) => pending.length > 0);
  const begun = alive.filter(({ hasBegun }) => hasBegun);
  const [first] = (begun.length > 0 ? begun : alive).toSorted((a, b) => fromOf(a) - fromOf(b));
  const next = firstOf(current) ?? firstOf(first);
  const hurried = mostHurried(actors.all);
  return next && hurried && next.step.from > hurried.beginsBy ? firstOf(hurried) : next;
}

/** The actor that has to begin first; undefined if nobody is left to begin. */
const mostHurried = (actors: readonly Actor[]): Actor | undefined =>
  actors
    .filter(({ pending, hasBegun }) => pending.length > 0 && !hasBegun)
    .toSorted((a, b) => a.beginsBy - b.beginsBy)[0];

const fromOf = ({ pending: [step] }: Actor): number => step?.from ?? Number.POSITIVE_INFINITY;

/** What happens next after the deviations of a place. */
interface Deviated extends Pick<Place, 'next' | 'isSwitched'> {
  readonly treatment: Treatment | undefined;
}

/** Takes the deviations of a place from the list, and lets them take effect. */
async function deviateAt(
  world: World,
  deviations: Deviation[],
  place: Pick<Place, 'at' | 'next'>,
): Promise<Deviated> {
  let { next } = place;
  let treatment: Treatment | undefined;
  let isSwitched = false;
  for (let [first] = deviations; first?.at === place.at; [first] = deviations) {
    deviations.shift();
    if (isTreatment(first.what)) treatment = first.what;
    else {
      const other = await deviate(world, first, next);
      isSwitched ||= other.actor !== next.actor;
      next = other;
    }
  }
  return { next, treatment, isSwitched };
}

/** Lets a deviation that is no treatment take effect; returns what happens next. */
async function deviate(world: World, deviation: Deviation, next: Next): Promise<Next> {
  const { what } = deviation;
  const actor = world.actors.all.find(({ name }) => name === what);
  const [step] = actor?.pending ?? [];
  if (actor && step) return { actor, step };
  if (what === LANDS) await world.landings.next();
  else if (what in PAUSES_MS) await pause(world, PAUSES_MS[what] ?? 0);
  else if (world.acts(next.step).includes(what)) await world.act(what);
  else throw new MisfitError(deviation);
  return next;
}

/** Nothing runs for some time; requests that are under way land meanwhile. */
async function pause({ clock, landings }: World, milliseconds: number): Promise<void> {
  await landings.until(clock.now().getTime() + milliseconds);
  clock.advance(milliseconds);
}

async function makeStep(
  world: World,
  { actor, step }: Next,
  treatment: Treatment | undefined,
): Promise<void> {
  const { actors, clock, landings } = world;
  const time = Math.max(clock.now().getTime(), step.from);
  await landings.until(time);
  // Lambda ends a function whose time is over, whatever it waits for.
  for (const each of actors.all) if (each.endsAt < time) actors.kill(each);
  if (!actor.pending.includes(step)) return;
  await actors.step(actor, treatment);
  if (treatment === 'killed' || treatment === 'killed-late') actors.kill(actor);
  await world.observe(actor.name);
}

/** The deviations that are possible in a place and make a difference there. */
export function deviationsAt({ next: { actor, step }, world, isSwitched }: Place): readonly string[] {
  const { actors, landings } = world;
  const alive = actors.all.filter(({ pending }) => pending.length > 0);
  const begun = alive.filter(({ hasBegun }) => hasBegun);
  const hurriedAt = mostHurried(actors.all)?.beginsBy ?? Number.POSITIVE_INFINITY;
  const latest = Math.min(hurriedAt, ...begun.map(({ endsAt }) => endsAt));
  const others = alive.filter((each) => each !== actor && fromOf(each) <= latest);
  const isPossible = (pauseMs: number) => world.clock.now().getTime() + pauseMs <= hurriedAt;
  const pauses = Object.entries(PAUSES_MS).flatMap(([name, ms]) => (isPossible(ms) ? [name] : []));
  return [
    ...(begun.length === 0 ? pauses : []),
    ...world.acts(step),
    ...(landings.count > 0 && world.landsBefore(step) ? [LANDS] : []),
    ...(isSwitched || world.switchesBefore?.(step) === false ? [] : others.map(({ name }) => name)),
    ...treatmentsAt(step, world),
  ];
}

function treatmentsAt({ call, repeating }: Step, world: World): readonly Treatment[] {
  if (!call) return [];
  const treatments = treatmentsOf(call, repeating);
  return treatments.filter((each) => each !== 'outdated' || world.canBeOutdated(call.service));
}

/** The kind of a deviation in a place. */
export const kindAt = (what: string, { actors }: World) =>
  kindOf(what, new Set(actors.all.map(({ name }) => name)));
