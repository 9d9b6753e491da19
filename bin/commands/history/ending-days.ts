import type { WholeNumber } from '../../../policy/parameters.ts';

/** How many days ahead an exemption ends soon. */
export const ENDING_DAYS = {
  min: 1,
  max: 365,
  default: 30,
  description: 'show the exemptions that end within this number of days',
} as const satisfies WholeNumber;
