/** How a command ends, for shells and pipelines. */
export const EXIT = {
  /** Done; of `verify`: every user complies. */
  ok: 0,
  /** Could not be done, or not all of it. */
  failed: 1,
  /** Called wrongly: nothing was done. */
  usage: 2,
  /** Of `verify`: somebody does not comply; of commands that act: the runbook refused for somebody. */
  notCompliant: 3,
  /** Broken off; by Ctrl-C as shells have it: 128 and the number of the signal. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
