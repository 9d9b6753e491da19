import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Alternative, alternativesOf } from '../../../../bin/commands/explain/alternatives.ts';
import { changesOverTime } from '../../../../bin/commands/explain/changes-over-time.ts';
import {
  comparableOf,
  isSameVerdict,
  verdictText,
} from '../../../../bin/commands/explain/comparable-verdict.ts';
import { type DecisionFacts, decide } from '../../../../bin/commands/explain/facts.ts';
import { formatMinute } from '../../../../policy/text.ts';
import { situations } from '../../../support/arbitraries.ts';
import { exemptUntil, KEY, NOW } from '../../../support/users.ts';
import { inactive, neverUsed, used } from '../../../support/verdicts.ts';
import { factsOf } from './decisions.ts';

const KEEP = 'one-active-key:keep';
const inUse = [used(KEY.a, 1), used(KEY.b, 2)];
const surplus = [used(KEY.a, 1), used(KEY.b, 90)];

const inShort = ({ condition, outcome }: Alternative) => `${condition}: ${verdictText(outcome)}`;

const changesOf = (facts: DecisionFacts) =>
  alternativesOf(facts)
    .filter(({ changes }) => changes)
    .map(inShort);

const A = KEY.a;
const B = KEY.b;
const KEEP_A = `NON_COMPLIANT: keep ${A}, deactivate ${B}`;
const KEEP_B = `NON_COMPLIANT: keep ${B}, deactivate ${A}`;
const ONE = 'COMPLIANT: one active key at most';
const EXEMPT = 'If the user is exempted until 2026-12-21, with a reason: NOT_APPLICABLE: exempt';

describe('what would change the decision', () => {
  it('two keys in use', () => {
    expect(changesOf(factsOf(inUse))).toEqual([
      `If the tag ${KEEP} names ${A}: ${KEEP_A}`,
      `If the tag ${KEEP} names ${B}: ${KEEP_B}`,
      EXEMPT,
      `If ${A} is deactivated by hand: ${ONE}`,
      `If ${B} is deactivated by hand: ${ONE}`,
      // The keys are of the same age, and the more recently used one stays: the same key, in use.
      `If protectUsedWithinDays is 2: ${KEEP_A}`,
      `From 2026-11-26T12:00Z, if no key is used and nothing else changes: ${KEEP_A}`,
    ]);
  });

  it('a plan: the other key, a use, a longer protection', () => {
    expect(changesOf(factsOf(surplus))).toEqual([
      `If the tag ${KEEP} names ${B}: ${KEEP_B}`,
      EXEMPT,
      `If ${A} is deactivated by hand: ${ONE}`,
      `If ${B} is deactivated by hand: ${ONE}`,
      `If ${B} is used again now: NON_COMPLIANT: no key can be selected (KeysInUse)`,
      'If protectUsedWithinDays is 91: NON_COMPLIANT: no key can be selected (KeysInUse)',
    ]);
  });

  it('a rotation: its end, and then that of the protection of the new key', () => {
    const facts = factsOf([used(A, 1), neverUsed(B, 0.5)]);
    expect(changesOf(facts)).toEqual([
      EXEMPT,
      `If ${A} is deactivated by hand: ${ONE}`,
      `If ${B} is deactivated by hand: ${ONE}`,
      'If rotationGraceHours is 12: NON_COMPLIANT: no key can be selected (NewKey)',
      'From 2026-11-22T00:00Z, if no key is used and nothing else changes: NON_COMPLIANT: no key can be selected (NewKey)',
      `From 2026-11-28T00:00Z, if no key is used and nothing else changes: ${KEEP_A}`,
    ]);
  });

  it('an exemption: its removal and its end', () => {
    const facts = factsOf(surplus, exemptUntil('2026-12-01'));
    expect(changesOf(facts)).toEqual([
      `If the tags of the exemption are removed: ${KEEP_A}`,
      `If ${A} is deactivated by hand: ${ONE}`,
      `If ${B} is deactivated by hand: ${ONE}`,
      'If exemptionMaxDays is 9: NON_COMPLIANT: no key can be selected (InvalidExemption)',
      `From 2026-12-02T00:00Z, if no key is used and nothing else changes: ${KEEP_A}`,
    ]);
  });

  it('an exemption that reaches too far: a larger limit, and the day on which it is near enough', () => {
    const changes = changesOf(factsOf(surplus, exemptUntil('2027-03-01')));
    expect(changes).toContain('If exemptionMaxDays is 100: NOT_APPLICABLE: exempt');
    expect(changes).toContain(
      'From 2026-12-01T00:00Z, if no key is used and nothing else changes: NOT_APPLICABLE: exempt',
    );
  });

  it('a tag that names no key: another one, and its removal, whatever its case', () => {
    const changes = changesOf(factsOf(surplus, { 'One-Active-Key:Keep': 'nonsense' }));
    expect(changes).toContain(`If the tag ${KEEP} names ${B}: ${KEEP_B}`);
    expect(changes).toContain(`If the tag ${KEEP} is removed: ${KEEP_A}`);
  });

  it('one active key, or none: nothing', () => {
    expect(alternativesOf(factsOf([used(A, 1), inactive(B)]))).toEqual([]);
    expect(alternativesOf(factsOf([]))).toEqual([]);
  });
});

const factsAtRandom = situations.map(({ user, policy }) => ({
  keys: user.keys,
  tags: user.tags,
  policy,
  now: NOW,
}));

/** Later than any change of a decision at random. */
const FAR = NOW.getTime() + 9_999 * 86_400_000;

describe('laws of the alternatives', () => {
  it('from one told change to the next the decision is the told one, to the millisecond', () => {
    fc.assert(
      fc.property(factsAtRandom, fc.integer({ min: 0, max: 800 * 86_400_000 }), (facts, later) => {
        const verdictAt = (at: number) => comparableOf(decide({ ...facts, now: new Date(at) }));
        const changes = changesOverTime(facts).map(({ at, verdict }) => ({ at: at.getTime(), verdict }));
        const told = [{ at: NOW.getTime(), verdict: verdictAt(NOW.getTime()) }, ...changes];
        for (const [index, { at, verdict }] of told.entries()) {
          const last = (told[index + 1]?.at ?? Number.POSITIVE_INFINITY) - 1;
          const within = [at, at + 1, at + later, last].filter((each) => each <= last && each < FAR);
          const same = within.map((each) => isSameVerdict(verdictAt(each), verdict));
          expect(same).toEqual(within.map(() => true));
        }
        for (const [index, { verdict }] of changes.entries()) {
          expect(isSameVerdict(told[index]?.verdict ?? verdict, verdict)).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('the alternatives tell each change, and name its minute', () => {
    fc.assert(
      fc.property(factsAtRandom, (facts) => {
        const told = alternativesOf(facts).filter(({ kind }) => kind === 'Time');
        expect(told.map(({ condition, outcome }) => [condition.slice(0, 22), outcome])).toEqual(
          changesOverTime(facts).map(({ at, verdict }) => [`From ${formatMinute(at)}`, verdict]),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('what is said to change nothing changes nothing, and what is said to change something does', () => {
    fc.assert(
      fc.property(factsAtRandom, (facts) => {
        const present = comparableOf(decide(facts));
        for (const { kind, changes, outcome } of alternativesOf(facts)) {
          // A change in the course of time is one from the verdict before it.
          if (kind !== 'Time') expect(isSameVerdict(present, outcome)).toBe(!changes);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('no alternative but an exemption and a deactivation makes a user with surplus keys anything else, today', () => {
    fc.assert(
      fc.property(factsAtRandom, (facts) => {
        fc.pre(comparableOf(decide(facts)).situation === 'SurplusKeys');
        for (const { kind, outcome } of alternativesOf(facts)) {
          if (kind === 'KeepTag' || kind === 'Use') expect(outcome.situation).toBe('SurplusKeys');
        }
      }),
      { numRuns: 40 },
    );
  });
});
