import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessKey } from '../../policy/access-key.ts';
import { annotate } from '../../policy/annotation.ts';
import { parseExemption } from '../../policy/exemption.ts';
import { userName as asUserName } from '../../policy/identifiers.ts';
import { DAY_MS, HOUR_MS, type Policy } from '../../policy/policy.ts';
import { namedBy } from '../../policy/selection.ts';
import { type JudgedUser, judge, judgeByCount, type Plan, type Verdict } from '../../policy/verdict.ts';
import { situations } from '../support/arbitraries.ts';
import { aKey, aUser, KEY, NOW, usedAt } from '../support/users.ts';

const RUNS = { numRuns: 5_000 };

const planOf = (verdict: Verdict): Plan | undefined =>
  verdict.situation === 'SurplusKeys' ? verdict.plan : undefined;

const activeIds = (user: JudgedUser) =>
  user.keys.filter((key) => key.status === 'Active').map((key) => key.id);

/** The user after the deactivations of a plan. */
function afterPlan(user: JudgedUser, plan: Plan): JudgedUser {
  const surplus = plan.action === 'deactivate' ? plan.surplus.map((key) => key.id) : [];
  const keys = user.keys.map((key) => (surplus.includes(key.id) ? { ...key, status: 'Inactive' } : key));
  return { ...user, keys };
}

interface Deactivation {
  readonly user: JudgedUser;
  readonly plan: Plan & { readonly action: 'deactivate' };
  readonly policy: Policy;
  readonly userName: string;
  readonly rejudge: (later: JudgedUser) => Verdict;
}

/** The compliance type by counting the keys and comparing times, without the function that decides. */
function expectedCompliance({ keys, tags }: JudgedUser, policy: Policy): Verdict['complianceType'] {
  const created = keys
    .filter(({ status }) => status === 'Active')
    .map(({ createdAt }) => createdAt.getTime());
  if (created.length < 2) return 'COMPLIANT';
  if (parseExemption(tags, policy, NOW)?.kind === 'valid') return 'NOT_APPLICABLE';
  const graceEndsAt = Math.max(...created) + policy.rotationGraceHours * HOUR_MS;
  const isRotating = created.length === 2 && policy.rotationGraceHours > 0 && NOW.getTime() < graceEndsAt;
  return isRotating ? 'COMPLIANT' : 'NON_COMPLIANT';
}

/** Asserts a law for a thousand users whose plan deactivates keys. */
function forDeactivations(law: (situation: Deactivation) => void): void {
  const deactivations = situations.filter(
    ({ user, policy }) => planOf(judge(user, policy, NOW))?.action === 'deactivate',
  );
  fc.assert(
    fc.property(deactivations, ({ user, policy, userName }) => {
      const plan = planOf(judge(user, policy, NOW));
      if (plan?.action !== 'deactivate')
        throw new Error('Expected a plan that deactivates: the filter accepts no other plan');
      law({ user, plan, policy, userName, rejudge: (later) => judge(later, policy, NOW) });
    }),
    { numRuns: 1_000 },
  );
}

describe('the laws of the decision', () => {
  it('1: two or more Active keys are NON_COMPLIANT, except for an exemption or a rotation, and only they have a plan', () => {
    fc.assert(
      fc.property(situations, ({ user, policy }) => {
        const verdict = judge(user, policy, NOW);
        expect(verdict.complianceType).toBe(expectedCompliance(user, policy));
        expect(planOf(verdict) !== undefined).toBe(verdict.complianceType === 'NON_COMPLIANT');
      }),
      RUNS,
    );
  });

  it('2: after the deactivations of its plan, a user is COMPLIANT', () => {
    forDeactivations(({ user, plan, rejudge }) => {
      expect(rejudge(afterPlan(user, plan)).complianceType).toBe('COMPLIANT');
    });
  });

  it('3: after the deactivations of its plan, a user has no plan', () => {
    forDeactivations(({ user, plan, rejudge }) => {
      expect(planOf(rejudge(afterPlan(user, plan)))).toBeUndefined();
    });
  });

  it('4: the survivor is never a surplus key, and it is the only active key after the deactivations', () => {
    forDeactivations(({ user, plan }) => {
      expect(plan.surplus).not.toContain(plan.survivor);
      expect(activeIds(afterPlan(user, plan))).toEqual([plan.survivor.id]);
    });
  });

  it('5: every active key is in the plan, and no inactive key is', () => {
    forDeactivations(({ user, plan }) => {
      const named = [plan.survivor, ...plan.surplus].map((key) => key.id);
      expect(named.toSorted()).toEqual(activeIds(user).toSorted());
    });
  });

  it('6: the order of the keys and tags has no influence', () => {
    const shuffled = situations.chain((situation) =>
      fc.record({
        situation: fc.constant(situation),
        keys: fc.shuffledSubarray([...situation.user.keys], { minLength: situation.user.keys.length }),
        tags: fc.shuffledSubarray([...situation.user.tags], { minLength: situation.user.tags.size }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ situation: { user, policy }, keys, tags }) => {
        expect(judge({ ...user, keys, tags: new Map(tags) }, policy, NOW)).toEqual(judge(user, policy, NOW));
      }),
      RUNS,
    );
  });

  it('7: an annotation has 1 to 256 characters and never a part of a key id, for every user name', () => {
    fc.assert(
      fc.property(situations, ({ user, userName, policy }) => {
        const annotation = annotate(asUserName(userName), judge(user, policy, NOW));
        expect(annotation.length).toBeGreaterThanOrEqual(1);
        expect(annotation.length).toBeLessThanOrEqual(256);
        expect(annotation).not.toMatch(/\p{Surrogate}/u);
        for (const id of idsIn(user)) expect(partsOfId(annotation, id)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('8: the decision at each limit, and a millisecond before and after it, is the documented one', () => {
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
          aKey({ id: KEY.a, createdAt: ago(grace * HOUR_MS), lastUse: null }),
          aKey({ id: KEY.b, createdAt: new Date(0) }),
        ]);
        expect(judge(rotating, policy, NOW).situation === 'RotationInProgress').toBe(grace > 0 && off < 0);
        const fresh = aUser([
          aKey({ id: KEY.a, createdAt: ago(Math.max(protect * DAY_MS, HOUR_MS)), lastUse: null }),
          aKey({ id: KEY.b, createdAt: new Date(0) }),
        ]);
        expect(planOf(judge(fresh, { ...policy, rotationGraceHours: 0 }, NOW))?.action).toBe(
          off < 0 ? 'refuse' : 'deactivate',
        );
        const inUse = aUser([
          aKey({ id: KEY.a, createdAt: new Date(0), lastUse: usedAt(ago(protect * DAY_MS)) }),
          aKey({ id: KEY.b, createdAt: new Date(0), lastUse: usedAt(new Date(NOW.getTime() + 9)) }),
        ]);
        const plan = planOf(judge(inUse, policy, NOW));
        expect(plan?.action).toBe(protect > 0 && off < 0 ? 'refuse' : 'deactivate');
      }),
      RUNS,
    );
  });

  it('9: unless the survivor is named, no plan names a key that is in use or new, nor a key whose first use may not be shown yet', () => {
    forDeactivations(({ plan, policy }) => {
      if (namedBy(plan.selectedBy)) return;
      const protectedSince = NOW.getTime() - policy.protectUsedWithinDays * DAY_MS;
      const isProtected = (at: Date) => policy.protectUsedWithinDays > 0 && at.getTime() > protectedSince;
      for (const { createdAt, lastUse } of plan.surplus) {
        expect(isProtected(createdAt)).toBe(false);
        if (lastUse) expect(isProtected(lastUse.at)).toBe(false);
        else expect(NOW.getTime() - createdAt.getTime()).toBeGreaterThanOrEqual(HOUR_MS);
      }
    });
  });

  it('a plan that waives a protection has a named survivor, and its annotation says that it waives one', () => {
    forDeactivations(({ user, plan, policy, userName }) => {
      const annotation = annotate(asUserName(userName), judge(user, policy, NOW));
      expect(/waive/.test(annotation)).toBe(plan.waived.length > 0);
      if (plan.waived.length > 0) expect(annotation).toMatch(/Named by (its owner|KeepAccessKeyId)/);
    });
  });
});

it('every situation, refusal and selection occurs in at least one of a hundred users of these laws', () => {
  const counts = new Map<string, number>();
  for (const { user, policy } of fc.sample(situations, { numRuns: 5_000, seed: 1 })) {
    const verdict = judge(user, policy, NOW);
    const plan = planOf(verdict);
    const result = plan?.action === 'refuse' ? plan.refusal.code : (plan?.selectedBy ?? verdict.situation);
    counts.set(result, (counts.get(result) ?? 0) + 1);
  }
  const frequent = [...counts].filter(([, count]) => count >= 50).map(([result]) => result);
  expect(frequent.toSorted()).toEqual([
    'AtMostOneActiveKey',
    'Exempt',
    'Indistinguishable',
    'InvalidExemption',
    'InvalidKeepAccessKeyId',
    'InvalidKeepTag',
    'KeepAccessKeyId',
    'KeysInUse',
    'LeastRecentlyUsed',
    'NewKey',
    'Oldest',
    'RotationInProgress',
    'one-active-key:keep',
  ]);
});

it('the number of active keys decides alone if and only if there is at most one', () => {
  fc.assert(
    fc.property(situations, ({ user, policy }) => {
      const verdict = judgeByCount(user.keys);
      if (verdict) expect(judge(user, policy, NOW)).toEqual(verdict);
      else expect(activeIds(user).length).toBeGreaterThan(1);
    }),
    RUNS,
  );
});

it('the verdict of a user with one active key does not depend on its tags and last uses', () => {
  fc.assert(
    fc.property(situations, ({ user, policy }) => {
      const withoutLastUse = (key: AccessKey) => ({ ...key, lastUse: null });
      if (activeIds(user).length > 1) return;
      const judgedByKeys = { keys: user.keys.map(withoutLastUse), tags: new Map() };
      expect(judge(judgedByKeys, policy, NOW)).toEqual(judge(user, policy, NOW));
    }),
    RUNS,
  );
});

/**
 * The key ids that an annotation can contain: those of the user's keys, and words in tags with the form of an
 * id.
 */
function idsIn(user: JudgedUser): string[] {
  const words = [...user.tags.values()].flatMap((value) => value.split(/\s+/));
  return [...user.keys.map((key) => String(key.id)), ...words].filter((word) => /^\w{16,}$/.test(word));
}

/** The words of a text that are the beginning of an id and not the whole id. */
function partsOfId(text: string, id: string): string[] {
  return text.split(/[^\w]+/).filter((word) => word.length >= 10 && word !== id && id.startsWith(word));
}
