import type { VirtualClock } from '../../../sandbox/clock.ts';
import type { Actor } from './actors.ts';

/** An actor that waits for no turn: what it does is one step of the course. */
export const bystander = (name: string, clock: VirtualClock): Actor => ({
  name,
  pending: [],
  hasBegun: true,
  endsAt: Number.POSITIVE_INFINITY,
  beginsBy: Number.POSITIVE_INFINITY,
  turn: async () => undefined,
  wait: async (milliseconds) => clock.advance(milliseconds),
  learn: () => {},
});
