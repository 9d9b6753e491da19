import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksOf } from '../../../../bin/commands/explain/checks.ts';
import { comparableOf } from '../../../../bin/commands/explain/comparable-verdict.ts';
import { type DecisionFacts, decide } from '../../../../bin/commands/explain/facts.ts';
import { STEPS } from '../../../../bin/commands/explain/rules.ts';
import { situations } from '../../../support/arbitraries.ts';
import { exemptUntil, KEY, NOW } from '../../../support/users.ts';
import { inactive, neverUsed, used } from '../../../support/verdicts.ts';
import { factsOf } from './decisions.ts';

const KEEP = 'one-active-key:keep';
const UNTIL = 'one-active-key:exempt-until';
const inUse = [used(KEY.a, 1), used(KEY.b, 2)];
const surplus = [used(KEY.a, 1), used(KEY.b, 90)];

const lastCheckOf = (facts: DecisionFacts) => checksOf(facts, decide(facts)).at(-1);

describe('the rule that decided, and what it compared', () => {
  it.each<[string, DecisionFacts, string, RegExp]>([
    ['no key', factsOf([]), 'ActiveKeys', /^0 of 0 access keys have the status Active/],
    [
      'one of two is active',
      factsOf([used(KEY.a, 1), inactive(KEY.b)]),
      'ActiveKeys',
      /^1 of 2 access keys have/,
    ],
    [
      'exempt',
      factsOf(inUse, exemptUntil('2026-12-01')),
      'Exemption',
      /^The exemption until 2026-12-01 is in force: migration$/,
    ],
    [
      'a rotation',
      factsOf([used(KEY.a, 1), neverUsed(KEY.b, 0)]),
      'RotationGrace',
      /^The newest key, AKIAI44QH8DHBEXAMPLE, was created 2026-11-21T12:00Z; the grace of 24 hours \(rotationGraceHours\) ends 2026-11-22T12:00Z\.$/,
    ],
    [
      'an exemption that cannot be read',
      factsOf(inUse, { [UNTIL]: 'soon' }),
      'InvalidExemption',
      /^Tag one-active-key:exempt-until is "soon"; expected YYYY-MM-DD/,
    ],
    [
      'a tag that names no key',
      factsOf(surplus, { [KEEP]: 'nonsense' }),
      'Survivor',
      /^Tag one-active-key:keep is "nonsense"/,
    ],
    [
      'equal keys',
      factsOf([neverUsed(KEY.a), neverUsed(KEY.b)]),
      'Survivor',
      /AKIA\w+, AKIA\w+ have the same times\.$/,
    ],
    ['keys in use', factsOf(inUse), 'Protection', /^KeysInUse: .*AKIAI44QH8DHBEXAMPLE \(2026-11-19\)/],
    [
      'a new key',
      factsOf([used(KEY.a, 1), neverUsed(KEY.b, 3)]),
      'Protection',
      /^NewKey: A rotation may be under way/,
    ],
    [
      'a plan',
      factsOf(surplus),
      'Plan',
      /^Nothing prevents the plan: keep AKIAIOSFODNN7EXAMPLE, deactivate AKIAI44QH8DHBEXAMPLE\.$/,
    ],
  ])('%s', (_, facts, rule, finding) => {
    expect(lastCheckOf(facts)).toEqual({ rule, isDecisive: true, finding: expect.stringMatching(finding) });
  });
});

describe('the rules that did not decide', () => {
  const findingOf = (rule: string, facts: DecisionFacts) =>
    checksOf(facts, decide(facts)).find((check) => check.rule === rule)?.finding;

  it.each<[string, string, DecisionFacts, RegExp]>([
    ['Exemption', 'no tag', factsOf(surplus), /^The user has no tag one-active-key:exempt-until\.$/],
    [
      'Exemption',
      'one that is over',
      factsOf(surplus, exemptUntil('2026-11-01')),
      /^The exemption until 2026-11-01 is over/,
    ],
    ['Exemption', 'one without a reason', factsOf(surplus, { [UNTIL]: '2026-12-01' }), /is not valid\.$/],
    ['RotationGrace', 'it is over', factsOf(surplus), / ended 2025-11-22T12:00Z\.$/],
    [
      'RotationGrace',
      'of two keys of the same age, the newest one is that of judge',
      factsOf(surplus),
      /^The newest key, AKIAI44QH8DHBEXAMPLE, was created 2025-11-21T12:00Z;/,
    ],
    ['RotationGrace', 'it is off', factsOf(surplus, {}, { rotationGraceHours: 0 }), /is switched off/],
    [
      'RotationGrace',
      'three keys',
      factsOf([...surplus, used(KEY.c, 90)]),
      /^It applies to exactly two active keys; there are 3\.$/,
    ],
    [
      'Survivor',
      'by the strategy',
      factsOf(surplus),
      /^There is no tag one-active-key:keep, and LeastRecen.*So AKIAIOSFODNN7EXAMPLE would stay, before AKIAI44QH8DHBEXAMPLE\.$/,
    ],
    [
      'Survivor',
      'by the other strategy',
      factsOf(surplus, {}, { selectionStrategy: 'Oldest' }),
      /Oldest: the newest key stays/,
    ],
    [
      'Survivor',
      'by the owner',
      factsOf(inUse, { [KEEP]: KEY.b }),
      /^The tag one-active-key:keep names AKIAI44QH8DHBEXAMPLE\.$/,
    ],
    [
      'Protection',
      'nothing is protected',
      factsOf(surplus),
      /^No surplus key was used or created within 7 days/,
    ],
    ['Protection', 'it is off', factsOf(surplus, {}, { protectUsedWithinDays: 0 }), /^It is switched off/],
    [
      'Protection',
      'it is waived',
      factsOf(inUse, { [KEEP]: KEY.b }),
      /^It does not apply, since the survivor is named\. Otherwise: KeysInUse: /,
    ],
  ])('%s: %s', (rule, _, facts, finding) => {
    expect(findingOf(rule, facts)).toMatch(finding);
  });
});

describe('laws of the checks', () => {
  it('exactly the last one decided, the rules are in their order, and each has words', () => {
    fc.assert(
      fc.property(situations, ({ user, policy }) => {
        const facts = { ...user, policy, now: NOW };
        const checks = checksOf(facts, decide(facts));
        expect(checks.map(({ isDecisive }) => isDecisive)).toEqual(
          checks.map((_, index) => index === checks.length - 1),
        );
        const order = checks.map(({ rule }) => STEPS.indexOf(rule));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        for (const { finding } of checks) expect(finding.length).toBeGreaterThan(10);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a plan names the keys that its last check names', () => {
    fc.assert(
      fc.property(situations, ({ user, policy }) => {
        const facts = { keys: user.keys, tags: user.tags, policy, now: NOW };
        const { action, keptAccessKeyId, surplusAccessKeyIds } = comparableOf(decide(facts));
        const finding = lastCheckOf(facts)?.finding ?? '';
        if (action !== 'deactivate') return;
        for (const id of [keptAccessKeyId, ...surplusAccessKeyIds]) expect(finding).toContain(id);
      }),
      { numRuns: 2_000 },
    );
  });
});
