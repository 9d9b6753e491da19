import { isTreatment, TREATMENTS } from './treatments.ts';

/** How many deviations of each kind a schedule has at most. */
export interface Bounds {
  /** Another run goes on although the one before has not ended. */
  readonly switches: number;
  /** People act. */
  readonly acts: number;
  /** A call fails, or a function is ended. */
  readonly faults: number;
  /** A read of IAM shows the account as it was before its last change. */
  readonly outdated: number;
  /** Nothing runs for some minutes. */
  readonly pauses: number;
}

/** The bounds of the one schedule without deviations. */
export const NOTHING: Bounds = { switches: 0, acts: 0, faults: 0, outdated: 0, pauses: 0 };

/** The pauses in which nothing runs, in milliseconds: a lease expires, and IAM shows whatever was written. */
export const PAUSES_MS: Readonly<Record<string, number>> = { '+11m': 660_000, '+18m': 1_080_000 };

/** A request that was given up takes effect; it belongs to the fault that made it late. */
export const LANDS = 'lands';

/** The kinds of deviations. */
export type Kind = keyof Bounds | 'landings';

/** The kind of a deviation, in a world with actors of these names. */
export function kindOf(what: string, actors: ReadonlySet<string>): Kind {
  if (isTreatment(what)) return TREATMENTS[what] === 'a fault' ? 'faults' : 'outdated';
  if (what === LANDS) return 'landings';
  if (Object.hasOwn(PAUSES_MS, what)) return 'pauses';
  return actors.has(what) ? 'switches' : 'acts';
}

/** What is left of the bounds after one more deviation; undefined if they do not allow it. */
export function spend(left: Bounds, kind: Kind): Bounds | undefined {
  if (kind === 'landings') return left;
  return left[kind] > 0 ? { ...left, [kind]: left[kind] - 1 } : undefined;
}

/** Whether bounds allow whatever other ones allow. */
export const allowsAll = (wide: Bounds, narrow: Bounds): boolean =>
  (Object.keys(narrow) as (keyof Bounds)[]).every((kind) => wide[kind] >= narrow[kind]);
