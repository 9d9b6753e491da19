import type { Ask } from './confirm.ts';

/** What a command may use of the process: tests give their own. */
export interface Io {
  /** Results, and nothing else. */
  readonly out: (text: string) => void;
  /** Progress and errors. */
  readonly err: (text: string) => void;
  /** Whether somebody watches standard error: progress is shown only then. */
  readonly isWatched: boolean;
  /** Characters a line on standard output. */
  readonly width: number;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly ask: Ask;
  /** Aborted by Ctrl-C. */
  readonly interruption: AbortSignal;
}
