import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantsOf } from '../../policy/instants.ts';
import { DAY_MS } from '../../policy/policy.ts';
import { judge, type Verdict } from '../../policy/verdict.ts';
import { situations } from '../support/arbitraries.ts';
import { NOW } from '../support/users.ts';

/** A verdict without the latest end that an exemption may have now, which moves with the time. */
function withoutLatest(verdict: Verdict): object {
  const { plan, ...others } = { plan: undefined, ...verdict };
  if (plan?.action !== 'refuse' || plan.refusal.code !== 'InvalidExemption') return verdict;
  const { until, defect } = plan.refusal.exemption;
  return { ...others, until, defect };
}

it('a verdict changes in the course of time at the named instants only', () => {
  fc.assert(
    fc.property(situations, fc.integer({ min: 0, max: 800 * DAY_MS }), ({ user, policy }, later) => {
      const verdictAt = (at: number) => withoutLatest(judge(user, policy, new Date(at)));
      const named = instantsOf(user, policy, NOW).map((instant) => instant.getTime());
      const begins = [NOW.getTime(), ...named];
      const lastBegin = (at: number) => Math.max(...begins.filter((begin) => begin <= at));
      for (const at of [...named.map((instant) => instant - 1), NOW.getTime() + later]) {
        expect(verdictAt(at)).toEqual(verdictAt(lastBegin(at)));
      }
    }),
    { numRuns: 2_000 },
  );
});
