/** What the role of `pause` must be allowed to do in each account (SSM API Reference, PutParameter). */
export const PAUSING_ROLE = { mustBeAllowed: 'pause (ssm:PutParameter)' } as const;

/** The same of `pause --status`, which only reads (SSM API Reference, GetParametersByPath). */
export const STATUS_ROLE = { mustBeAllowed: 'read the pause (ssm:GetParametersByPath)' } as const;

/** The same of `pause` with or without `--status`, for its help. */
export const PAUSE_ROLE = {
  mustBeAllowed: `${PAUSING_ROLE.mustBeAllowed} or, for --status, to ${STATUS_ROLE.mustBeAllowed}`,
} as const;

/** The same of `resume` (SSM API Reference, DeleteParameter). */
export const RESUMING_ROLE = { mustBeAllowed: 'resume (ssm:DeleteParameter)' } as const;
