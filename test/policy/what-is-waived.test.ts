import { describe, expect, it } from 'vitest';
import { explainSelection, explainVerdict, saysWhatIsWaived } from '../../policy/annotation.ts';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import type { DeactivatingPlan } from '../../policy/plan-text.ts';
import { judge } from '../../policy/verdict.ts';
import { aUser, KEY, NOW } from '../support/users.ts';
import { used } from '../support/verdicts.ts';

const plan = (
  selectedBy: DeactivatingPlan['selectedBy'],
  waived: DeactivatingPlan['waived'],
): DeactivatingPlan => ({
  action: 'deactivate',
  survivor: used(KEY.a, 1),
  surplus: [used(KEY.b, 2)],
  selectedBy,
  waived,
});

const KEEP = 'one-active-key:keep';
const LONG =
  'Keep A. Named by its owner in tag one-active-key:keep, which waives the protection of keys in use.';

describe('an explanation that people read', () => {
  it.each<[string, string, DeactivatingPlan, boolean]>([
    ['nothing is waived, whatever was read', '', plan(KEEP, []), true],
    ['the strategy selects, and the name was read', LONG, plan('LeastRecentlyUsed', []), true],
    ['in many words', LONG, plan(KEEP, ['KeysInUse']), true],
    ['in few words', 'Keep A. Named by its owner; protection waived.', plan(KEEP, ['KeysInUse']), true],
    ['of the name only', 'Named by its owner in tag one-active-key:keep.', plan(KEEP, ['KeysInUse']), false],
    ['of another protection', LONG, plan(KEEP, ['NewKey']), false],
    ['of one protection of two', LONG, plan(KEEP, ['KeysInUse', 'NewKey']), false],
    ['of another name', LONG, plan('KeepAccessKeyId', ['KeysInUse']), false],
    ['of the strategy', 'Selected by LeastRecentlyUsed.', plan(KEEP, ['KeysInUse']), false],
  ])('%s', (_title, explanation, now, says) => {
    expect(saysWhatIsWaived(explanation, now)).toBe(says);
  });

  it('says of its own plan what that waives', () => {
    const verdict = judge(aUser([used(KEY.a, 1), used(KEY.b, 2)], { [KEEP]: KEY.a }), DEFAULT_POLICY, NOW);
    const own = plan(KEEP, ['KeysInUse']);
    expect(saysWhatIsWaived(explainVerdict(verdict), own)).toBe(true);
    expect(explainVerdict(verdict).endsWith(explainSelection(own))).toBe(true);
  });
});
