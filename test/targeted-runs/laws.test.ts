import { describe, it } from 'vitest';
import { ALWAYS, assertLaws, UNDISTURBED } from './laws.ts';

// The slow lane plays ten thousand.
const HISTORIES = 60;

describe('random histories of changes, bursts, remediations and long evaluations', () => {
  it('every change is evaluated, no sweep is swallowed and none superfluous, and each note costs one evaluation at most', () =>
    assertLaws(UNDISTURBED, {}, HISTORIES));

  it('the same with events that come twice, late or never', () =>
    assertLaws(UNDISTURBED, { events: true }, HISTORIES));

  it('with users that cannot be judged and functions that are killed: every change is evaluated, no sweep is swallowed, and sweeps are regular', () =>
    assertLaws(ALWAYS, { events: true, failures: true }, HISTORIES));

  it('with answers of AWS Config that are lost: every change is evaluated, no sweep is swallowed, and sweeps are regular', () =>
    assertLaws(ALWAYS, { events: true, failures: true, lostStarts: true }, HISTORIES));
});
