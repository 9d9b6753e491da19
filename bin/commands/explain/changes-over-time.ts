import { instantsOf } from '../../../policy/instants.ts';
import { type DecisionFacts, decide } from './facts.ts';
import { isSameOutcome, type Outcome, outcomeOf } from './outcome.ts';

/** A change of the decision, and the instant from which on it is another one. */
export interface Change {
  readonly at: Date;
  readonly outcome: Outcome;
}

/**
 * Each change of the decision in the course of time, if no key is used or created and no tag changes
 * meanwhile.
 */
export function changesOverTime(facts: DecisionFacts): readonly Change[] {
  let before = outcomeOf(decide(facts));
  return instantsOf(facts, facts.policy, facts.now).flatMap((at) => {
    const outcome = outcomeOf(decide({ ...facts, now: at }));
    if (isSameOutcome(before, outcome)) return [];
    before = outcome;
    return [{ at, outcome }];
  });
}
