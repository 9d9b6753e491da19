import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type History, histories, play, USERS } from './history.ts';
import type { World } from './world.ts';

const RUNS = { numRuns: Number(process.env['HISTORIES'] ?? 300) };

function outdated(world: World): string[] {
  return world.rules.flatMap((rule) =>
    USERS.filter((user) => world.results.get(`${rule}/${user}`)?.version !== world.versions.get(user)).map(
      (user) => `${rule}/${user}`,
    ),
  );
}

const sweepsOf = (world: World) => [...world.sweeps.values()].flat().length;

const check = (arbitrary: fc.Arbitrary<History>, law: (world: World, history: History) => void) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (history) => law(await play(history), history)),
    RUNS,
  );

const lostUsers = ({ steps }: History) =>
  new Set(steps.flatMap((step) => (step.kind === 'change' && step.delaysMs.length === 0 ? [step.user] : [])));

describe('laws', () => {
  it('without troubles', () =>
    check(histories(), (world) => {
      expect(outdated(world)).toEqual([]);
      expect(sweepsOf(world)).toBe(world.counts.sweepsOwed);
      expect(world.counts.targeted).toBeLessThanOrEqual(world.counts.notes * world.rules.length);
    }));

  it('with events that come twice, late or never', () =>
    check(histories({ events: true }), (world, history) => {
      const lost = lostUsers(history);
      expect(outdated(world).filter((each) => !lost.has(each.split('/')[1] ?? ''))).toEqual([]);
      expect(sweepsOf(world)).toBe(world.counts.sweepsOwed);
      expect(world.counts.targeted).toBeLessThanOrEqual(world.counts.notes * world.rules.length);
    }));

  it('with failures', () =>
    check(histories({ events: true, failures: true }), (world, history) => {
      const lost = lostUsers(history);
      expect(outdated(world).filter((each) => !lost.has(each.split('/')[1] ?? ''))).toEqual([]);
      expect(sweepsOf(world)).toBe(world.counts.sweepsOwed);
    }));
});
