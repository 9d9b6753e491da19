import type { Io } from './io.ts';

/** Shows how far long work has come, in a line of its own that goes away again. */
export interface Progress {
  show(done: number, all: number): void;
  /** Takes the line away, so that what follows stands where it would without it. */
  end(): void;
}

/** How often the line is written, in milliseconds. */
const INTERVAL = 100;

/** Makes a progress line; silent where nobody watches. */
export function createProgress({ err, isWatched, now }: Io, what: string): Progress {
  if (!isWatched) return { show: () => {}, end: () => {} };
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(done, all) {
      const at = now().getTime();
      if (at - shownAt < INTERVAL && done < all) return;
      shownAt = at;
      err(`\r\u001b[K${done} of ${all} ${what}`);
    },
    end: () => err('\r\u001b[K'),
  };
}
