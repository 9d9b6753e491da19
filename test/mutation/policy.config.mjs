import { shared } from './shared.mjs';

/** The decision: a mutant that survives fails the run. */
export default {
  ...shared('policy', ['policy/*.ts']),
  thresholds: { high: 100, low: 100, break: 100 },
};
