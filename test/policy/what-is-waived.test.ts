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

describe('people who read an explanation have read what the plan waives', () => {
  it.each<[string, string, DeactivatingPlan, boolean]>([
    ['they have: the plan waives nothing, whatever they read', '', plan(KEEP, []), true],
    [
      'they have: the plan is by the strategy, and they read of a name',
      LONG,
      plan('LeastRecentlyUsed', []),
      true,
    ],
    ['they have: it says in many words what is waived', LONG, plan(KEEP, ['KeysInUse']), true],
    [
      'they have: it says in few words that a protection is waived',
      'Keep A. Named by its owner; protection waived.',
      plan(KEEP, ['KeysInUse']),
      true,
    ],
    [
      'they have not: it says only who named the survivor',
      'Named by its owner in tag one-active-key:keep.',
      plan(KEEP, ['KeysInUse']),
      false,
    ],
    ['they have not: it names another protection', LONG, plan(KEEP, ['NewKey']), false],
    ['they have not: it names one protection of two', LONG, plan(KEEP, ['KeysInUse', 'NewKey']), false],
    [
      'they have not: it names another one who named the survivor',
      LONG,
      plan('KeepAccessKeyId', ['KeysInUse']),
      false,
    ],
    [
      'they have not: it says that the strategy selected',
      'Selected by LeastRecentlyUsed.',
      plan(KEEP, ['KeysInUse']),
      false,
    ],
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
