/** The exit codes of the commands. */
export const EXIT = {
  /** Done; of `verify`: every user complies. */
  ok: 0,
  /** At least a part of the command failed. */
  failed: 1,
  /** Wrong usage; nothing was done. */
  usage: 2,
  /** Of `verify`: a user does not comply. Of commands that start runbooks: a runbook refused. */
  notCompliant: 3,
  /** Interrupted by SIGINT: 128 plus the number of the signal, as shells do. */
  interrupted: 130,
} as const;

/** What a command may end with; a signal other than SIGINT has a code of its own (`bin/main.ts`). */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const WORST_FIRST = [EXIT.interrupted, EXIT.failed, EXIT.notCompliant] as const;

/**
 * The exit code of several accounts, or of several parts of a command: the first of these that one of them
 * has.
 */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.ok;
}

/** Receives the exit code of the command that ran. */
export type SetExitCode = (code: ExitCode) => void;
