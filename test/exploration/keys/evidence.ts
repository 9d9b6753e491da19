/** What the promises about keys are judged by. */

import type { Change, History } from './history.ts';

/** The keys of alice as they are. */
export type Statuses = ReadonlyMap<string, string>;

/** Who acts if it is no run. */
export const PERSON = 'person';

/** A change that has just been made. */
export interface Made {
  readonly change: Change;
  /** The status before it. */
  readonly was: string | undefined;
  /** Its place among the changes. */
  readonly index: number;
  readonly statuses: Statuses;
  /** When we set K1 to Inactive before the course began, in milliseconds; undefined if we did not. */
  readonly deactivatedAt: number | undefined;
  readonly hasEvents: boolean;
  /** For how long IAM may show what was before a change, in milliseconds. */
  readonly maxLatenessMs: number;
}

/** From which change on a run may not know of it: a look comes directly before a write, and may be late. */
export const unseenFrom = (history: History, run: string): number =>
  Math.min(
    history.known(run),
    history.outdatedLooks(run) > 0 ? history.seen(run, 'keys') : history.known(run),
  );

/** Whether it is a change of the status of a key, and not of what else decides about it. */
export const isStatus = ({ to }: Change): boolean => to === 'Active' || to === 'Inactive' || to === 'deleted';

/** Whether a person deactivated or deleted an active key, as one of the changes from this one on. */
export function hasPersonTakenAKey({ changes }: History, from: number): boolean {
  return changes
    .slice(from)
    .some(
      ({ by, to, isEffective }) => by === PERSON && isEffective && (to === 'Inactive' || to === 'deleted'),
    );
}

/** What was done to a key before a change of it. */
export interface Before {
  /** The changes of the key, each with its place among all changes. */
  readonly earlier: readonly (Change & { readonly place: number })[];
  /** The last time that the key became Inactive in the course. */
  readonly deactivation: (Change & { readonly place: number }) | undefined;
  /** Whether that was our doing, or our doing before the course began. */
  readonly isOurs: boolean;
  /** What people did to the key since. */
  readonly byPeople: readonly (Change & { readonly place: number })[];
}

/** Finds out what was done to the key of a change before it. */
export function before(history: History, { change, index, deactivatedAt, hasEvents }: Made): Before {
  const placed = history.changes.slice(0, index).map((each, place) => ({ ...each, place }));
  const earlier = placed.filter(({ key }) => key === change.key);
  const deactivation = earlier.findLast(({ to, isEffective }) => to === 'Inactive' && isEffective);
  const isOurs = deactivation ? deactivation.by !== PERSON : deactivatedAt !== undefined;
  const since = isOurs ? (deactivation?.place ?? -1) : -1;
  return {
    earlier,
    deactivation,
    isOurs,
    byPeople: earlier.filter(
      (each) => each.by === PERSON && each.place > since && (hasEvents || !isStatus(each)),
    ),
  };
}
