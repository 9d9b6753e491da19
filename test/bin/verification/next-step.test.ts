import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  nextStepOf,
  REMEDIATE,
  refusalCodeOf,
  STEPS_AFTER_REFUSAL,
} from '../../../bin/verification/next-step.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import { judge } from '../../../policy/verdict.ts';
import { REFUSAL_CODES } from '../../../remediation/receipt.ts';
import { aUser, exemptUntil, KEY, NOW } from '../../support/users.ts';
import { neverUsed, used } from '../../support/verdicts.ts';

const NOT_OF_THE_DECISION = ['LeaseHeld', 'PlanChanged', 'Paused', 'DailyLimit'] as const;

/** All codes of a decision: those of a deactivation but for those of its circumstances. */
const CODES = REFUSAL_CODES.Deactivate.filter(
  (code) => !NOT_OF_THE_DECISION.some((other) => other === code),
) as Exclude<(typeof REFUSAL_CODES.Deactivate)[number], (typeof NOT_OF_THE_DECISION)[number]>[];

describe('the step after each refusal', () => {
  it('there is one for each code', () => {
    expect(Object.keys(STEPS_AFTER_REFUSAL).toSorted()).toEqual(CODES.toSorted());
  });

  it.each(CODES)('%s: one sentence, which no other code has', (code) => {
    const step = STEPS_AFTER_REFUSAL[code];
    expect(step).toMatch(/^[A-Z][^.]{20,}\.$/);
    expect(Object.values(STEPS_AFTER_REFUSAL).filter((each) => each === step)).toHaveLength(1);
  });

  it('the schema of the JSON format has the same codes', () => {
    const url = new URL('../../../bin/commands/verify/verification.schema.json', import.meta.url);
    const { $defs } = JSON.parse(readFileSync(url, 'utf8'));
    expect($defs.user.properties.refusalCode.enum).toEqual([...CODES, null]);
  });
});

describe('the step of a verdict', () => {
  const keys = [used(KEY.a, 1), used(KEY.b, 90)];
  it.each([
    { title: 'surplus keys', keys, code: null, step: REMEDIATE },
    {
      title: 'two keys in use',
      keys: [used(KEY.a, 1), used(KEY.b, 2)],
      code: 'KeysInUse',
      step: STEPS_AFTER_REFUSAL.KeysInUse,
    },
    {
      title: 'two equal keys',
      keys: [neverUsed(KEY.a), neverUsed(KEY.b)],
      code: 'Indistinguishable',
      step: STEPS_AFTER_REFUSAL.Indistinguishable,
    },
    {
      title: 'a tag that names no key',
      keys,
      tags: { 'one-active-key:keep': 'nonsense' },
      code: 'InvalidKeepTag',
      step: STEPS_AFTER_REFUSAL.InvalidKeepTag,
    },
    { title: 'an exempt user', keys, tags: exemptUntil('2026-12-01'), code: null, step: null },
    { title: 'a rotation', keys: [used(KEY.a, 1), neverUsed(KEY.b, 0)], code: null, step: null },
    { title: 'one active key', keys: [used(KEY.a, 1)], code: null, step: null },
  ])('$title: $code', ({ keys: ofUser, tags, code, step }) => {
    const verdict = judge(aUser(ofUser, tags), DEFAULT_POLICY, NOW);
    expect(refusalCodeOf(verdict)).toBe(code);
    expect(nextStepOf(verdict)).toBe(step);
  });
});
