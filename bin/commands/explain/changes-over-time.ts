import { instantsOf } from '../../../policy/instants.ts';
import { type ComparableVerdict, comparableOf, isSameVerdict } from './comparable-verdict.ts';
import { type DecisionFacts, decide } from './facts.ts';

/** A change of the decision, and the instant from which on it is another one. */
export interface Change {
  readonly at: Date;
  readonly verdict: ComparableVerdict;
}

/**
 * Each change of the decision in the course of time, if no key is used or created and no tag changes
 * meanwhile.
 */
export function changesOverTime(facts: DecisionFacts): readonly Change[] {
  let before = comparableOf(decide(facts));
  return instantsOf(facts, facts.policy, facts.now).flatMap((at) => {
    const verdict = comparableOf(decide({ ...facts, now: at }));
    if (isSameVerdict(before, verdict)) return [];
    before = verdict;
    return [{ at, verdict }];
  });
}
