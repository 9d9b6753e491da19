import { PARAMETERS } from '../../../policy/parameters.ts';
import { formatMinute } from '../../../policy/text.ts';
import { changesOverTime } from './changes-over-time.ts';
import { type ComparableVerdict, comparableOf, isSameVerdict } from './comparable-verdict.ts';
import { type Condition, differencesOf } from './differences.ts';
import { type DecisionFacts, decide } from './facts.ts';

/**
 * Something that could be different, and what the decision would be then: computed by the decision itself.
 */
export interface Alternative extends Condition {
  /** Whether the decision would be another one. */
  readonly changes: boolean;
  readonly outcome: ComparableVerdict;
}

/**
 * What would change the decision, and what would not; of a parameter, only the nearest values that change it.
 * Empty for a user with one active key at most, about whom nothing else decides.
 */
export function alternativesOf(facts: DecisionFacts): readonly Alternative[] {
  const present = comparableOf(decide(facts));
  if (present.situation === 'AtMostOneActiveKey') return [];
  const alternatives = differencesOf(facts).map(({ facts: different, ...others }): Alternative => {
    const outcome = comparableOf(decide(different));
    return { ...others, outcome, changes: !isSameVerdict(present, outcome) };
  });
  return [...alternatives, ...nearestValues(facts, present), ...changesInWords(facts)];
}

/** The parameters that are numbers. */
const NUMBERS = ['rotationGraceHours', 'protectUsedWithinDays', 'exemptionMaxDays'] as const;

/** The nearest lower and the nearest higher value of each number with which the decision is another one. */
function nearestValues(facts: DecisionFacts, present: ComparableVerdict): readonly Alternative[] {
  const withValue = (name: (typeof NUMBERS)[number]) => (value: number) => {
    const outcome = comparableOf(decide({ ...facts, policy: { ...facts.policy, [name]: value } }));
    const changes = !isSameVerdict(present, outcome);
    return { kind: 'Parameter', condition: `If ${name} is ${value}`, changes, outcome } as const;
  };
  return NUMBERS.flatMap((name) => {
    const { min, max } = PARAMETERS[name];
    const value = facts.policy[name];
    const lower = Array.from({ length: value - min }, (_, index) => value - 1 - index);
    const higher = Array.from({ length: max - value }, (_, index) => value + 1 + index);
    return [lower, higher].flatMap((values) => firstThatChanges(values, withValue(name)));
  });
}

function firstThatChanges(
  values: readonly number[],
  alternativeFor: (value: number) => Alternative,
): readonly Alternative[] {
  for (const value of values) {
    const alternative = alternativeFor(value);
    if (alternative.changes) return [alternative];
  }
  return [];
}

/** The changes in the course of time; each is one from the verdict before it. */
function changesInWords(facts: DecisionFacts): readonly Alternative[] {
  return changesOverTime(facts).map(({ at, verdict }) => {
    const condition = `From ${formatMinute(at)}, if no key is used and nothing else changes`;
    return { kind: 'Time', condition, changes: true, outcome: verdict };
  });
}
