import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { type Act, type Course, play, type RunSpec, type Scenario, type Transition } from './scenario.ts';

const keys = fc.record({
  createdDaysAgo: fc.integer({ min: 0, max: 5 }),
  usedDaysAgo: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
  life: fc.constantFrom('active', 'active', 'deactivated', 'active again'),
});

const deactivations: fc.Arbitrary<RunSpec> = fc.record({
  operation: fc.constant('Deactivate' as const),
  selectionStrategy: fc.constantFrom('LeastRecentlyUsed' as const, 'Oldest' as const),
});

const runs = fc.oneof(
  { weight: 5, arbitrary: deactivations },
  { weight: 2, arbitrary: fc.record({ operation: fc.constant('Reactivate' as const), keyIndex: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ operation: fc.constant('DeleteDeactivated' as const) }) },
);

const acts = (...kinds: Act['act'][]) =>
  fc.record({ act: fc.constantFrom(...kinds), keyIndex: fc.nat(4) }) as fc.Arbitrary<Act>;

const faults = (...kinds: Fault[]) =>
  fc.array(fc.record({ call: fc.nat(60), fault: fc.constantFrom(...kinds) }), { maxLength: 6 });

// All of them, not the few that fast-check would begin with: without choices one run after the other goes on.
const choices = fc.array(fc.nat(11), { minLength: 60, maxLength: 120, size: 'max' });

/** The same scenarios each time, so that a change is judged by itself; set CONCURRENCY_RUNS to search on and on. */
const { CONCURRENCY_RUNS } = process.env;
const RUNS = Number(CONCURRENCY_RUNS ?? (inject('lane') === 'all' ? 1_000 : 50));
const search = (share: number) => ({
  numRuns: Math.ceil(RUNS * share),
  ...(CONCURRENCY_RUNS === undefined && { seed: 20_261_121 }),
});

const DENY: Fault = { kind: 'deny' };
const THROTTLE: Fault = { kind: 'throttle' };
const LOST: Fault = { kind: 'fail', applied: true };
const FAILED: Fault = { kind: 'reset', applied: false };

/** Anything may go wrong, and people may do anything, but no function is killed. */
const withPeople: fc.Arbitrary<Scenario> = fc.record({
  keys: fc.array(keys, { minLength: 2, maxLength: 4 }),
  runs: fc.array(runs, { minLength: 1, maxLength: 3 }),
  acts: fc.array(
    fc.oneof(
      acts('deactivate', 'delete', 'rotate'),
      acts('create', 'activate', 'use', 'keep', 'deleteUser', 'renameUser'),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  faults: faults(DENY, THROTTLE, LOST, FAILED),
  kills: fc.constant([]),
  choices,
  consistencyLagMs: fc.constantFrom(0, 0, 1_000, 4_000),
});

/** A soaked key, its deletion, and others who want something of it at the same time. */
const withDeletion: fc.Arbitrary<Scenario> = fc.record({
  keys: fc.tuple(
    fc.constant({ createdDaysAgo: 5, usedDaysAgo: 0, life: 'active' } as const),
    fc.record({
      createdDaysAgo: fc.constant(30),
      usedDaysAgo: fc.constant(null),
      life: fc.constantFrom('deactivated', 'deactivated', 'active again'),
    }),
  ),
  runs: fc
    .array(
      fc.oneof(
        fc.record({ operation: fc.constant('Reactivate' as const), keyIndex: fc.nat(1) }),
        fc.constant({ operation: 'Deactivate', selectionStrategy: 'LeastRecentlyUsed' } as const),
        fc.constant({ operation: 'DeleteDeactivated' } as const),
      ),
      { minLength: 1, maxLength: 2 },
    )
    .map((others) => [{ operation: 'DeleteDeactivated' } as const, ...others]),
  acts: fc.array(acts('activate', 'deactivate', 'use', 'keep'), { maxLength: 2 }),
  faults: faults(THROTTLE, LOST, FAILED).filter((list) => list.length < 2),
  kills: fc.constant([]),
  choices,
  consistencyLagMs: fc.constant(0),
});

/** Functions are killed, writes denied and answers lost, but people take no key away and reads are fresh. */
const withKills: fc.Arbitrary<Scenario> = fc.record({
  keys: fc.array(keys, { minLength: 2, maxLength: 4 }),
  runs: fc.array(runs, { minLength: 2, maxLength: 4 }),
  acts: fc.array(acts('create', 'use', 'keep', 'activate'), { maxLength: 3 }),
  faults: faults(THROTTLE, LOST, FAILED),
  kills: fc.array(fc.record({ run: fc.nat(3), afterSteps: fc.integer({ min: 1, max: 16 }) }), {
    maxLength: 3,
  }),
  choices,
  consistencyLagMs: fc.constant(0),
});

/** A third of a second for each scenario: many times what it takes, so that only a hang ends here. */
const TIMEOUT = { timeout: RUNS * 300 };

describe('several runs, people and faults at once', TIMEOUT, () => {
  it('no user that had an active key is left without one by our runs', async () => {
    await fc.assert(
      fc.asyncProperty(withPeople, async (scenario) => {
        expect(lockedOutByRuns(await play(scenario), scenario)).toEqual([]);
      }),
      search(1),
    );
  });

  it('however many runs are killed halfway, a user with an active key never is without one, not even for a moment', async () => {
    await fc.assert(
      fc.asyncProperty(withKills, async (scenario) => {
        const { activeAfter } = await play(scenario);
        const first = activeAfter.findIndex((active) => active && active.length > 0);
        expect(activeAfter.slice(first).filter((active) => active?.length === 0 && first >= 0)).toEqual([]);
      }),
      search(1),
    );
  });

  it('no run deletes a key that was Active, or that another run has had in hand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(withDeletion, withPeople, withKills), async (scenario) => {
        expect(wrongDeletions(await play(scenario), scenario)).toEqual([]);
      }),
      search(3),
    );
  });

  it('no run reports Deactivated, Reactivated or Deleted for what it did not do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(withPeople, withKills), async (scenario) => {
        expect(falseClaims(await play(scenario))).toEqual([]);
      }),
      search(1 / 4),
    );
  });

  it('the same scenario takes the same course', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(withPeople, withKills), async (scenario) => {
        const [once, again] = [await play(scenario), await play(scenario)];
        expect(again.account.calls).toEqual(once.account.calls);
        expect(again.transitions).toEqual(once.transitions);
        expect([...again.results].map(String)).toEqual([...once.results].map(String));
      }),
      search(1 / 20),
    );
  });
});

/**
 * The keys that a run has left Inactive while the user has no active key, unless a person took the key that the run
 * kept after the run had last seen it: then the person took the last one. A key that was deleted since does not count.
 */
function lockedOutByRuns(course: Course, { consistencyLagMs }: Scenario): string[] {
  if (course.activeAfter.at(-1)?.length !== 0) return [];
  const there = course.account.backdoor.keysOf(course.userId).map(({ accessKeyId }) => accessKeyId);
  const lastChange = new Map(course.transitions.map((transition) => [transition.key, transition]));
  const byRuns = [...lastChange.values()].filter(
    ({ actor, to }) => actor !== 'person' && to === 'not active',
  );
  return byRuns
    .filter(({ actor, key }) => {
      if (!there.includes(key)) return false;
      const seenAt = (course.lastReadAt.get(actor) ?? 0) - consistencyLagMs;
      const result = course.results.get(actor);
      const kept = result instanceof Error || !result ? '' : result.keptAccessKeyId;
      const taken = lastChange.get(kept);
      return !(taken?.actor === 'person' && taken.at >= seenAt);
    })
    .map(({ actor, key }) => `${actor} left ${key}: ${course.results.get(actor)}`);
}

/**
 * The keys that a run deleted though they were Active, or though another run had set them to Active or Inactive before:
 * unless a person set them to Active after the run had last looked, or the other run was denied to take the record away.
 */
function wrongDeletions({ deletions, account }: Course, { consistencyLagMs }: Scenario): string[] {
  const isUnrecorded = ({ actor }: { readonly actor: string }) =>
    account.calls.some(
      (call) => call.principal === actor && call.operation === 'UntagUser' && call.outcome === 'ok',
    );
  return deletions
    .filter(({ actor }) => actor !== 'person')
    .filter(({ wasActive, before, lookedAt }) => {
      const isTooLate = ({ step, at }: Transition) =>
        step > lookedAt.step || (consistencyLagMs > 0 && at >= lookedAt.at - consistencyLagMs);
      const last = before.at(-1);
      const isExcused = last?.actor === 'person' && isTooLate(last);
      const byOthers = before.filter((each) => each.actor !== 'person' && isUnrecorded(each));
      return (wasActive && !isExcused) || byOthers.length > 0;
    })
    .map((deletion) => JSON.stringify(deletion));
}

/** The keys in receipts that the run did not write as it says. */
function falseClaims({ account, results, deletions }: Course): string[] {
  const written = (actor: string, status: string) =>
    account.calls
      .filter(
        ({ principal, operation, outcome }) =>
          principal === actor && operation === 'UpdateAccessKey' && outcome === 'ok',
      )
      .map(({ input }) => input as { AccessKeyId: string; Status: string })
      .filter(({ Status }) => Status === status)
      .map(({ AccessKeyId }) => AccessKeyId);
  const deletedBy = (actor: string) =>
    deletions.filter((deletion) => deletion.actor === actor).map(({ key }) => key);
  return [...results].flatMap(([actor, result]) => {
    if (result instanceof Error) return [];
    const { outcome, deactivatedAccessKeyIds, reactivatedAccessKeyIds, deletedAccessKeyIds } = result;
    const claims = [
      (outcome === 'Deactivated') === deactivatedAccessKeyIds.length > 0,
      (outcome === 'Reactivated') === reactivatedAccessKeyIds.length > 0,
      deactivatedAccessKeyIds.every((key) => written(actor, 'Inactive').includes(key)),
      reactivatedAccessKeyIds.every((key) => written(actor, 'Active').includes(key)),
      (outcome === 'Deleted') === deletedAccessKeyIds.length > 0,
      deletedAccessKeyIds.every((key) => deletedBy(actor).includes(key)),
      outcome !== 'Deactivated' || !written(actor, 'Active').length,
    ];
    return claims.includes(false) ? [`${actor}: ${JSON.stringify(result)}`] : [];
  });
}
