import type { Ask } from './confirm.ts';

/** The parts of the process that a command uses; tests provide their own. */
export interface Io {
  /** Writes results, and nothing else. */
  readonly out: (text: string) => void;
  /** Writes progress and errors. */
  readonly err: (text: string) => void;
  /** Whether standard error is a terminal; progress is shown only then. */
  readonly isWatched: boolean;
  /** Whether standard input is a terminal, on which `ask` can ask. */
  readonly canAsk: boolean;
  /** The width of standard output in characters. */
  readonly width: number;
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly ask: Ask;
  /** Aborted by Ctrl-C. */
  readonly interruption: AbortSignal;
  /** The command line that runs, as text (`commandText`); `runCli` sets it. */
  readonly command?: string;
}
