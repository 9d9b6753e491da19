import { PARAMETERS } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';

/** The names of the policy's parameters, in the order in which they are shown. */
export const PARAMETER_NAMES = Object.keys(PARAMETERS) as readonly (keyof Policy)[];
