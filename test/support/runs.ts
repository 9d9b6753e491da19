import { inject } from 'vitest';

/** Whether all tests run, and not only the fast lane (`npm test`). */
export const isWholeRun = inject('lane') === 'all';

/**
 * How often a random test that runs whole functions is repeated: as often as given, and in the fast lane a
 * third as often.
 */
export const runsInLane = (all: number): number => (isWholeRun ? all : Math.ceil(all / 3));
