import { describe, expect, it } from 'vitest';
import { type DecisionFacts, decide } from '../../../../bin/commands/explain/facts.ts';
import { decisiveRule, STEPS, type StepName } from '../../../../bin/commands/explain/rules.ts';
import { exemptUntil, KEY } from '../../../support/users.ts';
import { inactive, neverUsed, used } from '../../../support/verdicts.ts';
import { factsOf } from './decisions.ts';

const idle = [used(KEY.a, 90), used(KEY.b, 60)];
const rotating = [used(KEY.a, 90), neverUsed(KEY.b, 0.5)];
const inUse = [used(KEY.a, 1), used(KEY.b, 2)];
const exempt = exemptUntil('2026-12-01');
const malformed = exemptUntil('soon');
const badName = { 'one-active-key:keep': 'nonsense' };

/** A user about whom both rules would decide, and the same user without the cause of the earlier one. */
type Pair = readonly [earlier: StepName, later: StepName, both: DecisionFacts, withoutEarlier: DecisionFacts];

const PAIRS: readonly Pair[] = [
  ['ActiveKeys', 'Exemption', factsOf([used(KEY.a, 1), inactive(KEY.b)], exempt), factsOf(inUse, exempt)],
  ['Exemption', 'RotationGrace', factsOf(rotating, exempt), factsOf(rotating)],
  ['RotationGrace', 'InvalidExemption', factsOf(rotating, malformed), factsOf(idle, malformed)],
  ['InvalidExemption', 'Survivor', factsOf(idle, { ...malformed, ...badName }), factsOf(idle, badName)],
  ['Survivor', 'Protection', factsOf(inUse, badName), factsOf(inUse)],
  ['Protection', 'Plan', factsOf(inUse), factsOf(idle)],
];

describe('judge tries the rules in the order of the list', () => {
  it.each(PAIRS)('%s before %s', (earlier, later, both, withoutEarlier) => {
    expect([both, withoutEarlier].map((facts) => decisiveRule(decide(facts)))).toEqual([earlier, later]);
  });

  it('each rule and the next one of the list are a pair', () => {
    expect(PAIRS.map(([earlier, later]) => [earlier, later])).toEqual(
      STEPS.slice(1).map((rule, index) => [STEPS[index], rule]),
    );
  });
});
