import type { Io } from './io.ts';

/** Shows the progress of long work in a line that disappears at the end. */
export interface Progress {
  show(done: number, total: number): void;
  /** Clears the line, so that the next output takes its place. */
  end(): void;
}

/** How often the line is written, in milliseconds. */
const INTERVAL_MS = 100;

/**
 * Creates a progress line, such as `3 of 9 users read`; it writes nothing if standard error is not a
 * terminal.
 */
export function createProgress({ err, isWatched, now }: Io, label: string): Progress {
  if (!isWatched) return { show: () => {}, end: () => {} };
  let shownAt = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    show(done, total) {
      const at = now().getTime();
      if (at - shownAt < INTERVAL_MS && done < total) return;
      shownAt = at;
      isShown = true;
      err(`\r\u001b[K${done} of ${total} ${label}`);
    },
    end() {
      if (isShown) err('\r\u001b[K');
      isShown = false;
    },
  };
}
