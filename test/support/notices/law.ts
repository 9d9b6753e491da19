import fc from 'fast-check';
import { expect } from 'vitest';
import { DAY_MS } from '../../../policy/policy.ts';
import type { Receipt } from '../../../remediation/receipt.ts';
import type { AutomaticAccount } from '../automatic.ts';
import { type Event, history } from './events.ts';
import { play } from './play.ts';
import { PER_DAY, planOf, type World, world } from './world.ts';

/** The automatic deactivations among receipts. */
const automaticOnes = (receipts: readonly Receipt[]): readonly Receipt[] =>
  receipts.filter(
    ({ outcome, parameters }) => outcome === 'Deactivated' && parameters['automatic'] === 'true',
  );

const receiptsIn = ({ deployment }: AutomaticAccount): readonly Receipt[] =>
  deployment.lines.remediation.flatMap((line) => ('outcome' in line ? [line] : []));

function assertLawful({ told, state, ...given }: World, noticeDays: number, before: number): number {
  const done = automaticOnes(receiptsIn(given)).slice(before);
  for (const { userId, keptAccessKeyId, deactivatedAccessKeyIds, at } of done) {
    const plan = planOf(keptAccessKeyId, deactivatedAccessKeyIds);
    const old = told.filter((each) => each.userId === userId && each.plan === plan && !each.isVoid);
    expect(old.some((each) => Date.parse(at) - each.at >= noticeDays * DAY_MS)).toBe(true);
    expect(state.isPaused).toBe(false);
    for (const each of old) each.isVoid = true;
  }
  return before + done.length;
}

/**
 * The law of notices, by random histories: no automatic deactivation without a notice of that very plan that
 * is old enough and that nothing has made void, none while paused, and no more than allowed a day. Returns
 * how many deactivations it judged.
 */
export async function assertLawOfNotices(
  noticeDays: number,
  parameters: fc.Parameters<[readonly Event[]]>,
): Promise<number> {
  let acts = 0;
  await fc.assert(
    fc.asyncProperty(history, async (events) => {
      const given = await world(noticeDays);
      let seen = 0;
      for (const event of events) {
        await play(given, event);
        seen = assertLawful(given, noticeDays, seen);
      }
      const days = automaticOnes(receiptsIn(given)).map(({ at }) => at.slice(0, 10));
      expect(new Set(days).size * PER_DAY).toBeGreaterThanOrEqual(days.length);
      acts += seen;
    }),
    parameters,
  );
  return acts;
}
