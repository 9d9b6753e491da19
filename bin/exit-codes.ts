/** How a command ends, for shells and pipelines. */
export const EXIT = {
  /** Done; of `verify`: every user complies. */
  ok: 0,
  /** Failed, wholly or in part. */
  failed: 1,
  /** Called wrongly; nothing was done. */
  usage: 2,
  /** Of `verify`: a user does not comply. Of commands that start runbooks: a runbook refused. */
  notCompliant: 3,
  /** Interrupted: 128 and the number of the signal, as in shells. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
