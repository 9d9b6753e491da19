import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessKey } from '../../policy/access-key.ts';
import { annotate } from '../../policy/annotation.ts';
import { DAY, HOUR } from '../../policy/policy.ts';
import { type JudgedUser, judge, judgeByCount, type Plan, type Verdict } from '../../policy/verdict.ts';
import { situations } from '../support/arbitraries.ts';
import { aKey, aUser, KEY, NOW, usedAt } from '../support/users.ts';

const RUNS = { numRuns: 5_000 };

const planOf = (verdict: Verdict): Plan | undefined =>
  verdict.situation === 'SurplusKeys' ? verdict.plan : undefined;

const activeIds = (user: JudgedUser) =>
  user.keys.filter((key) => key.status === 'Active').map((key) => key.id);

/** The user as it is after somebody did what the plan says. */
function carriedOut(user: JudgedUser, plan: Plan): JudgedUser {
  const surplus = plan.action === 'deactivate' ? plan.surplus.map((key) => key.id) : [];
  const keys = user.keys.map((key) => (surplus.includes(key.id) ? { ...key, status: 'Inactive' } : key));
  return { ...user, keys };
}

interface Deactivated {
  readonly user: JudgedUser;
  readonly plan: Plan & { readonly action: 'deactivate' };
  readonly rejudge: (later: JudgedUser) => Verdict;
}

/** Runs a law over users whose plan deactivates, a thousand of them. */
function forDeactivations(law: (situation: Deactivated) => void): void {
  const deactivations = situations.filter(
    ({ user, policy }) => planOf(judge(user, policy, NOW))?.action === 'deactivate',
  );
  fc.assert(
    fc.property(deactivations, ({ user, policy }) => {
      const plan = planOf(judge(user, policy, NOW));
      if (plan?.action !== 'deactivate') throw new Error('the filter above lets no other plan through');
      law({ user, plan, rejudge: (later) => judge(later, policy, NOW) });
    }),
    { numRuns: 1_000 },
  );
}

describe('the laws of the decision', () => {
  it('1: NON_COMPLIANT if and only if the plan deactivates or refuses', () => {
    fc.assert(
      fc.property(situations, ({ user, policy }) => {
        const verdict = judge(user, policy, NOW);
        expect(verdict.complianceType === 'NON_COMPLIANT').toBe(planOf(verdict) !== undefined);
        if (activeIds(user).length < 2) expect(verdict.complianceType).toBe('COMPLIANT');
      }),
      RUNS,
    );
  });

  it('2: carrying out a plan makes the user COMPLIANT', () => {
    forDeactivations(({ user, plan, rejudge }) => {
      expect(rejudge(carriedOut(user, plan)).complianceType).toBe('COMPLIANT');
    });
  });

  it('3: planning again plans nothing', () => {
    forDeactivations(({ user, plan, rejudge }) => {
      expect(planOf(rejudge(carriedOut(user, plan)))).toBeUndefined();
    });
  });

  it('4: a plan never names the survivor, and a user with an active key keeps one', () => {
    forDeactivations(({ user, plan }) => {
      expect(plan.surplus).not.toContain(plan.survivor);
      expect(activeIds(carriedOut(user, plan))).toEqual([plan.survivor.id]);
    });
  });

  it('5: an inactive key is never in a plan, and every active one is', () => {
    forDeactivations(({ user, plan }) => {
      const named = [plan.survivor, ...plan.surplus].map((key) => key.id);
      expect(named.toSorted()).toEqual(activeIds(user).toSorted());
    });
  });

  it('6: input order never matters', () => {
    const shuffled = situations.chain((situation) =>
      fc.record({
        situation: fc.constant(situation),
        keys: fc.shuffledSubarray([...situation.user.keys], { minLength: situation.user.keys.length }),
        tags: fc.shuffledSubarray([...situation.user.tags], { minLength: situation.user.tags.size }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ situation: { user, policy }, keys, tags }) => {
        expect(judge({ keys, tags: new Map(tags) }, policy, NOW)).toEqual(judge(user, policy, NOW));
      }),
      RUNS,
    );
  });

  it('7: an annotation is 1 to 256 characters and never cut inside a key id, whatever the user is called', () => {
    fc.assert(
      fc.property(situations, ({ user, userName, policy }) => {
        const annotation = annotate(userName, judge(user, policy, NOW));
        expect(annotation.length).toBeGreaterThanOrEqual(1);
        expect(annotation.length).toBeLessThanOrEqual(256);
        expect(annotation).not.toMatch(/\p{Surrogate}/u);
        for (const id of idsIn(user)) expect(halves(annotation, id)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('8: the decision at each boundary instant is the documented one', () => {
    const spans = fc.record({
      grace: fc.integer({ min: 0, max: 720 }),
      protect: fc.integer({ min: 0, max: 365 }),
      off: fc.integer({ min: -1, max: 1 }),
    });
    fc.assert(
      fc.property(spans, ({ grace, protect, off }) => {
        const policy = {
          selectionStrategy: 'LeastRecentlyUsed',
          rotationGraceHours: grace,
          protectUsedWithinDays: protect,
          exemptionMaxDays: 90,
        } as const;
        const ago = (span: number) => new Date(NOW.getTime() - span - off);
        const rotating = aUser([
          aKey({ id: KEY.a, createdAt: ago(grace * HOUR), lastUse: null }),
          aKey({ id: KEY.b, createdAt: new Date(0) }),
        ]);
        expect(judge(rotating, policy, NOW).situation === 'RotationInProgress').toBe(grace > 0 && off < 0);
        const inUse = aUser([
          aKey({ id: KEY.a, createdAt: new Date(0), lastUse: usedAt(ago(protect * DAY)) }),
          aKey({ id: KEY.b, createdAt: new Date(0), lastUse: usedAt(new Date(NOW.getTime() + 9)) }),
        ]);
        const plan = planOf(judge(inUse, policy, NOW));
        expect(plan?.action).toBe(protect > 0 && off < 0 ? 'refuse' : 'deactivate');
      }),
      RUNS,
    );
  });
});

it('the laws meet every situation, refusal and way to select, each at least once in a hundred users', () => {
  const met = new Map<string, number>();
  for (const { user, policy } of fc.sample(situations, { numRuns: 5_000, seed: 1 })) {
    const verdict = judge(user, policy, NOW);
    const plan = planOf(verdict);
    const what = plan?.action === 'refuse' ? plan.refusal.code : (plan?.selectedBy ?? verdict.situation);
    met.set(what, (met.get(what) ?? 0) + 1);
  }
  const often = [...met].filter(([, times]) => times >= 50).map(([what]) => what);
  expect(often.toSorted()).toEqual([
    'AtMostOneActiveKey',
    'Exempt',
    'Indistinguishable',
    'InvalidExemption',
    'InvalidKeepTag',
    'KeysInUse',
    'LeastRecentlyUsed',
    'Oldest',
    'RotationInProgress',
    'one-active-key:keep',
  ]);
});

it('the number of active keys decides alone exactly where it spares the other calls', () => {
  fc.assert(
    fc.property(situations, ({ user, policy }) => {
      const settled = judgeByCount(user.keys);
      if (settled) expect(judge(user, policy, NOW)).toEqual(settled);
      else expect(activeIds(user).length).toBeGreaterThan(1);
    }),
    RUNS,
  );
});

it('the verdict of a user with one active key does not depend on its tags and last uses', () => {
  fc.assert(
    fc.property(situations, ({ user, policy }) => {
      const bare = (key: AccessKey) => ({ ...key, lastUse: null });
      if (activeIds(user).length > 1) return;
      expect(judge({ keys: user.keys.map(bare), tags: new Map() }, policy, NOW)).toEqual(
        judge(user, policy, NOW),
      );
    }),
    RUNS,
  );
});

/** Every key id that an annotation could name: the user's own, and words in tags that look like one. */
function idsIn(user: JudgedUser): string[] {
  const words = [...user.tags.values()].flatMap((value) => value.split(/\s+/));
  return [...user.keys.map((key) => String(key.id)), ...words].filter((word) => /^\w{16,}$/.test(word));
}

/** The places where a text holds the beginning of an id that is neither whole nor the beginning of another word. */
function halves(text: string, id: string): string[] {
  return text.split(/[^\w]+/).filter((word) => word.length >= 10 && word !== id && id.startsWith(word));
}
