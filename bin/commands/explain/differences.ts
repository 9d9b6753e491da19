import { activeKeysOf } from '../../../policy/access-key.ts';
import { PARAMETERS } from '../../../policy/parameters.ts';
import { lowerCaseTagKey, type Tags, tagValue } from '../../../policy/tags.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../../product/tags.ts';
import type { DecisionFacts } from './facts.ts';
import { suggestedExemptionEnd } from './suggested-exemption.ts';

/** Something that could be different. */
export interface Condition {
  readonly kind: 'KeepTag' | 'Exemption' | 'Parameter' | 'Time' | 'Deactivation' | 'Use';
  /** As the first half of a sentence that begins with *If* or *From*. */
  readonly condition: string;
}

/** A difference of the facts, before the decision about it is known. */
export interface Difference extends Condition {
  readonly facts: DecisionFacts;
}

/** What people could do about the user's tags and keys, and the other strategies. */
export function differencesOf(facts: DecisionFacts): readonly Difference[] {
  return [
    ...keepTagDifferences(facts),
    ...exemptionDifferences(facts),
    ...keyDifferences(facts),
    ...strategyDifference(facts),
  ];
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
