import type { Call } from './api.ts';

/** The fault of one attempt. With `applied`, the request takes effect and only its answer is lost. */
export type Fault =
  | { readonly kind: 'throttle' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'fail'; readonly applied: boolean }
  | { readonly kind: 'reset'; readonly applied: boolean }
  /** The request reaches the service after `ms` milliseconds of virtual time. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The caller waits for an answer until it gives up. */
  | { readonly kind: 'hang' }
  /** The caller receives `output` instead of the answer of the service. */
  | { readonly kind: 'answer'; readonly output: object };

/** Returns the fault of an attempt; `undefined` if the attempt has no fault. */
export type FaultRule = (call: Call) => Fault | undefined;

/**
 * The fault rules of an account. The rules apply in the order in which they were added; the first fault
 * counts.
 */
export interface Faults {
  /** Adds a rule and returns a function that removes it. */
  add(rule: FaultRule): () => void;
  /** The fault of this attempt; `undefined` if no rule has one. */
  faultFor(call: Call): Fault | undefined;
}

/** Creates the faults of an account, without rules. */
export function createFaults(): Faults {
  let rules: readonly { readonly rule: FaultRule }[] = [];
  return {
    add(rule) {
      const entry = { rule };
      rules = [...rules, entry];
      return () => {
        rules = rules.filter((other) => other !== entry);
      };
    },
    faultFor(call) {
      for (const { rule } of rules) {
        const fault = rule(call);
        if (fault) return fault;
      }
      return undefined;
    },
  };
}
