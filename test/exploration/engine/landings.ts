import type { VirtualClock } from '../../../sandbox/clock.ts';

/** Requests that take effect after their client gave them up. */
export interface Landings {
  readonly count: number;
  /** Adds a request, and the text of it: two requests with the same text land alike. */
  add(land: () => Promise<void>, text: string): void;
  /** Lets the oldest one take effect. */
  next(): Promise<void>;
  /** Lets those take effect that have to by this time. */
  until(time: number): Promise<void>;
  text(): string;
}

/** How long a request may be under way after its client gave it up: what ledger/assumptions.ts assumes. */
const MAX_LANDING_MS = 30_000;

/** Creates the requests under way: none. */
export function createLandings(clock: VirtualClock): Landings {
  const waiting: { readonly by: number; readonly land: () => Promise<void>; readonly text: string }[] = [];
  const next = async () => void (await waiting.shift()?.land());
  return {
    get count() {
      return waiting.length;
    },
    add: (land, text) => void waiting.push({ by: clock.now().getTime() + MAX_LANDING_MS, land, text }),
    next,
    async until(time) {
      for (let [first] = waiting; first && first.by <= time; [first] = waiting) await next();
    },
    text: () => waiting.map(({ by, text }) => `${by} ${text}`).join('\n'),
  };
}
