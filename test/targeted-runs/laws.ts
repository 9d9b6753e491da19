import fc from 'fast-check';
import { expect } from 'vitest';
import { type History, histories, play, type Troubles, USERS } from './history.ts';
import type { World } from './world.ts';

/**
 * After a user's last change, an evaluation of the user began, and AWS Config shows it; but for users whose
 * event was lost.
 */
export function assertEachChangeIsEvaluated(world: World, { steps }: History): void {
  const lost = new Set(
    steps.flatMap((step) => (step.kind === 'change' && step.delaysMs.length === 0 ? [step.user] : [])),
  );
  const shown = (rule: string, user: string) => world.results.get(`${rule}/${user}`)?.version;
  const outdated = world.rules.flatMap((rule) =>
    USERS.filter((user) => !lost.has(user) && shown(rule, user) !== world.versions.get(user)).map(
      (user) => `${rule}/${user}`,
    ),
  );
  expect(outdated).toEqual([]);
}

/**
 * No sweep is swallowed, and none is superfluous: one for each notification of the schedule and of
 * *Re-evaluate*.
 */
export function assertSweepsAreThoseThatAreDue(world: World): void {
  expect([...world.sweeps.values()].flat()).toHaveLength(world.counts.sweepsOwed);
}

/** No sweep is swallowed, even if a function that is killed at its start makes one more. */
export function assertNoSweepIsSwallowed(world: World): void {
  expect([...world.sweeps.values()].flat().length).toBeGreaterThanOrEqual(world.counts.sweepsOwed);
}

/** Each note costs the reading of one user and at most one evaluation for each rule. */
export function assertEvaluationsAreFew({ readNotes }: World): void {
  expect(readNotes.toSorted()).toEqual([...new Set(readNotes)].toSorted());
}

const MINUTE_MS = 60_000;

/** A sweep of each rule begins at least once in its frequency and ten minutes, whatever else happens. */
export function assertSweepsAreRegular(world: World): void {
  const limit = (world.frequency === 'One_Hour' ? 60 : 24 * 60) * MINUTE_MS + 10 * MINUTE_MS;
  for (const times of world.sweeps.values()) {
    const sorted = times.map((at) => at.getTime()).toSorted((a, b) => a - b);
    const ends = [...sorted.slice(1), world.account.clock.now().getTime()];
    for (const [index, end] of ends.entries()) expect(end - (sorted[index] ?? 0)).toBeLessThanOrEqual(limit);
  }
}

/** A law of the worlds in which histories end. */
export type Law = (world: World, history: History) => void;

/**
 * Plays random histories with these troubles, and asserts laws at the end of each. With `NO_SHRINK` in the
 * environment the first history that breaks a law is the result, which is faster where a law is expected to
 * be broken.
 */
export async function assertLaws(laws: readonly Law[], troubles: Troubles, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(histories(troubles), async (history) => {
    const world = await play(history);
    for (const law of laws) law(world, history);
  });
  await fc.assert(property, { numRuns, endOnFailure: process.env['NO_SHRINK'] !== undefined });
}

/** What holds whatever goes wrong. */
export const ALWAYS: readonly Law[] = [
  assertEachChangeIsEvaluated,
  assertSweepsAreRegular,
  assertNoSweepIsSwallowed,
];

/** What also holds while AWS Config answers, and our functions end by themselves. */
export const UNDISTURBED: readonly Law[] = [
  ...ALWAYS,
  assertSweepsAreThoseThatAreDue,
  assertEvaluationsAreFew,
];
