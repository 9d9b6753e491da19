import { expect } from 'vitest';
import { type History, USERS } from './history.ts';
import type { World } from './world.ts';

/** After a user's last change, an evaluation of the user began, and AWS Config shows it; but for users whose event was lost. */
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

/** No sweep is swallowed, and none is superfluous: one for each notification of the schedule and of *Re-evaluate*. */
export function assertSweepsAreThoseThatAreDue(world: World): void {
  expect([...world.sweeps.values()].flat()).toHaveLength(world.counts.sweepsOwed);
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
