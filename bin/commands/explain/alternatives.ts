import { activeKeysOf } from '../../../policy/access-key.ts';
import { PARAMETERS } from '../../../policy/parameters.ts';
import { lowerCaseTagKey, type Tags, tagValue } from '../../../policy/tags.ts';
import { formatMinute } from '../../../policy/text.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../../product/tags.ts';
import { type DecisionFacts, decide } from './facts.ts';
import { instantsOf } from './instants.ts';
import { isSameOutcome, type Outcome, outcomeOf } from './outcome.ts';
import { suggestedExemptionEnd } from './steps.ts';

/** Something that could be different, and what the decision would be then: computed by the decision itself. */
export interface Alternative {
  readonly kind: 'KeepTag' | 'Exemption' | 'Parameter' | 'Time' | 'Deactivation' | 'Use';
  /** The condition, as the first half of a sentence that begins with *If* or *From*. */
  readonly condition: string;
  /** Whether the decision would be another one. */
  readonly changes: boolean;
  readonly outcome: Outcome;
}

/** A difference of the facts, before the decision about it is known. */
interface Difference extends Pick<Alternative, 'kind' | 'condition'> {
  readonly facts: DecisionFacts;
}

/**
 * What would change the decision, and what would not; of a parameter, only the nearest values that change it. Empty for a user with one
 * active key at most, about whom nothing else decides.
 */
export function alternativesOf(facts: DecisionFacts): readonly Alternative[] {
  const present = outcomeOf(decide(facts));
  if (present.situation === 'AtMostOneActiveKey') return [];
  const alternatives = [
    ...keepTagDifferences(facts),
    ...exemptionDifferences(facts),
    ...keyDifferences(facts),
    ...strategyDifference(facts),
  ].map(({ facts: different, ...others }): Alternative => {
    const outcome = outcomeOf(decide(different));
    return { ...others, outcome, changes: !isSameOutcome(present, outcome) };
  });
  return [...alternatives, ...nearestValues(facts, present), ...changesOverTime(facts, present)];
}

function withTags(facts: DecisionFacts, tags: Readonly<Record<string, string | null>>): DecisionFacts {
  // The tag may be there in another case.
  const others = [...facts.tags].filter(([key]) => !Object.hasOwn(tags, lowerCaseTagKey(key)));
  const added = Object.entries(tags).filter((pair): pair is [string, string] => pair[1] !== null);
  const all: Tags = new Map([...others, ...added]);
  return { ...facts, tags: all };
}

function keepTagDifferences(facts: DecisionFacts): readonly Difference[] {
  const present = tagValue(facts.tags, KEEP_TAG);
  const named = activeKeysOf(facts.keys)
    .filter(({ id }) => id !== present)
    .map(({ id }) => ({
      kind: 'KeepTag' as const,
      condition: `If the tag ${KEEP_TAG} names ${id}`,
      facts: withTags(facts, { [KEEP_TAG]: id }),
    }));
  if (present === undefined) return named;
  const removed = withTags(facts, { [KEEP_TAG]: null });
  return [...named, { kind: 'KeepTag', condition: `If the tag ${KEEP_TAG} is removed`, facts: removed }];
}

function exemptionDifferences(facts: DecisionFacts): readonly Difference[] {
  const until = suggestedExemptionEnd(facts);
  const exempt: Difference = {
    kind: 'Exemption',
    condition: `If the user is exempted until ${until}, with a reason`,
    facts: withTags(facts, { [EXEMPT_UNTIL_TAG]: until, [EXEMPT_REASON_TAG]: 'reason' }),
  };
  if (tagValue(facts.tags, EXEMPT_UNTIL_TAG) === undefined) return [exempt];
  const ended = withTags(facts, { [EXEMPT_UNTIL_TAG]: null, [EXEMPT_REASON_TAG]: null });
  return [exempt, { kind: 'Exemption', condition: 'If the tags of the exemption are removed', facts: ended }];
}

function keyDifferences(facts: DecisionFacts): readonly Difference[] {
  const { keys, now } = facts;
  const active = activeKeysOf(keys);
  const withKey = (id: string, change: object) =>
    keys.map((key) => (key.id === id ? { ...key, ...change } : key));
  return active.flatMap(({ id }): Difference[] => [
    {
      kind: 'Deactivation',
      condition: `If ${id} is deactivated by hand`,
      facts: { ...facts, keys: withKey(id, { status: 'Inactive' }) },
    },
    {
      kind: 'Use',
      condition: `If ${id} is used again now`,
      facts: { ...facts, keys: withKey(id, { lastUse: { at: now, service: '', region: '' } }) },
    },
  ]);
}

function strategyDifference(facts: DecisionFacts): readonly Difference[] {
  return PARAMETERS.selectionStrategy.values
    .filter((value) => value !== facts.policy.selectionStrategy)
    .map((selectionStrategy) => ({
      kind: 'Parameter',
      condition: `If selectionStrategy is ${selectionStrategy}`,
      facts: { ...facts, policy: { ...facts.policy, selectionStrategy } },
    }));
}

/** The parameters that are numbers. */
const NUMBERS = ['rotationGraceHours', 'protectUsedWithinDays', 'exemptionMaxDays'] as const;

/** The nearest lower and the nearest higher value of each number with which the decision is another one. */
function nearestValues(facts: DecisionFacts, present: Outcome): readonly Alternative[] {
  const withValue = (name: (typeof NUMBERS)[number]) => (value: number) => {
    const outcome = outcomeOf(decide({ ...facts, policy: { ...facts.policy, [name]: value } }));
    const changes = !isSameOutcome(present, outcome);
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

/** Each change of the decision in the course of time, if no key is used or created and no tag changes meanwhile. */
function changesOverTime(facts: DecisionFacts, present: Outcome): readonly Alternative[] {
  let before = present;
  return instantsOf(facts).flatMap((now) => {
    const outcome = outcomeOf(decide({ ...facts, now }));
    if (isSameOutcome(before, outcome)) return [];
    before = outcome;
    const condition = `From ${formatMinute(now)}, if no key is used and nothing else changes`;
    return [{ kind: 'Time', condition, changes: true, outcome } as const];
  });
}
