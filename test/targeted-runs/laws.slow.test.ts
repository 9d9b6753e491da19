import fc from 'fast-check';
import { describe, it } from 'vitest';
import { type History, histories, play } from './history.ts';
import {
  assertEachChangeIsEvaluated,
  assertEvaluationsAreFew,
  assertSweepsAreRegular,
  assertSweepsAreThoseThatAreDue,
} from './laws.ts';
import type { World } from './world.ts';

const numRuns = Number(process.env['HISTORIES'] ?? 1_000);

const check = (arbitrary: fc.Arbitrary<History>, law: (world: World, history: History) => void) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (history) => law(await play(history), history)),
    { numRuns, endOnFailure: process.env['NO_SHRINK'] !== undefined },
  );

describe('random histories of changes, bursts, remediations and long evaluations', () => {
  it('every change is evaluated, no sweep is swallowed and none superfluous, n notes cost at most n evaluations', () =>
    check(histories(), (world, history) => {
      assertEachChangeIsEvaluated(world, history);
      assertSweepsAreThoseThatAreDue(world);
      assertSweepsAreRegular(world);
      assertEvaluationsAreFew(world);
    }));

  it('the same with events that come twice, late or never', () =>
    check(histories({ events: true }), (world, history) => {
      assertEachChangeIsEvaluated(world, history);
      assertSweepsAreThoseThatAreDue(world);
      assertSweepsAreRegular(world);
      assertEvaluationsAreFew(world);
    }));

  it('with users that cannot be judged and functions that are killed: every change is evaluated, and the sweeps are those that are due', () =>
    check(histories({ events: true, failures: true }), (world, history) => {
      assertEachChangeIsEvaluated(world, history);
      assertSweepsAreThoseThatAreDue(world);
      assertSweepsAreRegular(world);
    }));

  it('with answers of AWS Config that are lost: every change is evaluated, and sweeps are regular', () =>
    check(histories({ events: true, failures: true, lostStarts: true }), (world, history) => {
      assertEachChangeIsEvaluated(world, history);
      assertSweepsAreRegular(world);
    }));
});
