/**
 * What happens otherwise than by itself: without any of these, the runs of a scenario come one after another,
 * undisturbed.
 */
export interface Deviation {
  /** The number of steps of all runs that come before it. */
  readonly at: number;
  /** The name of the run that goes on instead, the act of a person, or the treatment of the next call. */
  readonly what: string;
}

/** The deviations, in their order. */
export type Schedule = readonly Deviation[];

/**
 * The text of a schedule, which names a deviation by its place: `12:B 15:off-K0 20:lost`; `none` without one.
 */
export const formatSchedule = (schedule: Schedule): string =>
  schedule.map(({ at, what }) => `${at}:${what}`).join(' ') || 'none';

/** Reads the text of a schedule. Throws an `Error` for any other text. */
export function parseSchedule(text: string): Schedule {
  if (text === 'none') return [];
  return text.split(' ').map((part) => {
    const [, at, what] = /^(\d+):(\S+)$/.exec(part) ?? [];
    if (at === undefined || what === undefined) {
      throw new Error(`Expected a schedule like "12:B 15:off-K0", or "none"; received "${text}"`);
    }
    return { at: Number(at), what };
  });
}
