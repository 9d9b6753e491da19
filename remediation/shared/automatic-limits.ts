import type { WholeNumber } from '../../policy/parameters.ts';

/** For how many days the owner of a user knows of an automatic deactivation before it happens. */
export const NOTICE_DAYS = {
  min: 0,
  max: 30,
  default: 0,
  description:
    'The number of days that an automatic deactivation waits after its owner was told; 0 = no notice',
} as const satisfies WholeNumber;

/** How many users are remediated automatically on a day, which runs from midnight to midnight UTC. */
export const AUTOMATIC_PER_DAY = {
  min: 1,
  max: 1_000,
  default: 10,
  description:
    'The number of users that are remediated automatically on a day (UTC) at most; the others wait',
} as const satisfies WholeNumber;
