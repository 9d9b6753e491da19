import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import type { Transition } from './key-history.ts';
import { type Course, runScenario } from './run-scenario.ts';
import type { PersonAction, RunSpec, Scenario } from './scenario.ts';

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

const actionOf = (...kinds: PersonAction['action'][]) =>
  fc.record({ action: fc.constantFrom(...kinds), keyIndex: fc.nat(4) }) as fc.Arbitrary<PersonAction>;

const faults = (...kinds: Fault[]) =>
  fc.array(fc.record({ call: fc.nat(90), fault: fc.constantFrom(...kinds) }), { maxLength: 6 });

// `size` makes fast-check begin with long arrays: without choices, the runs continue one after the other.
const choices = fc.array(fc.nat(11), { minLength: 80, maxLength: 180, size: 'max' });

/** The seed is fixed, so that only a change of the code changes a result; CONCURRENCY_RUNS searches other scenarios. */
const { CONCURRENCY_RUNS } = process.env;
const RUNS = Number(CONCURRENCY_RUNS ?? (inject('lane') === 'all' ? 1_000 : 50));
const searchOptions = (share: number) => ({
  numRuns: Math.ceil(RUNS * share),
  ...(CONCURRENCY_RUNS === undefined && { seed: 20_261_121 }),
});

const DENY: Fault = { kind: 'deny' };
const THROTTLE: Fault = { kind: 'throttle' };
const LOST: Fault = { kind: 'fail', applied: true };
const FAILED: Fault = { kind: 'reset', applied: false };

/** Every fault and every action of a person may occur, but no function is killed. */
const withEveryAction: fc.Arbitrary<Scenario> = fc.record({
  keys: fc.array(keys, { minLength: 2, maxLength: 4 }),
  runs: fc.array(runs, { minLength: 1, maxLength: 3 }),
  personActions: fc.array(
    fc.oneof(
      actionOf('deactivate', 'delete', 'rotate'),
      actionOf('create', 'activate', 'use', 'keep', 'deleteUser', 'renameUser'),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  faults: faults(DENY, THROTTLE, LOST, FAILED),
  kills: fc.constant([]),
  choices,
  consistencyLagMs: fc.constantFrom(0, 0, 1_000, 4_000),
});

/** A soaked key, its deletion, and other runs and a person that change the same key at the same time. */
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
  personActions: fc.array(actionOf('activate', 'deactivate', 'use', 'keep'), { maxLength: 2 }),
  faults: faults(THROTTLE, LOST, FAILED).filter((list) => list.length < 2),
  kills: fc.constant([]),
  choices,
  consistencyLagMs: fc.constant(0),
});

/** Functions are killed and answers are lost, but no person deactivates or deletes a key, and reads have no lag. */
const withKills: fc.Arbitrary<Scenario> = fc.record({
  keys: fc.array(keys, { minLength: 2, maxLength: 4 }),
  runs: fc.array(runs, { minLength: 2, maxLength: 4 }),
  personActions: fc.array(actionOf('create', 'use', 'keep', 'activate'), { maxLength: 3 }),
  faults: faults(THROTTLE, LOST, FAILED),
  kills: fc.array(fc.record({ run: fc.nat(3), afterSteps: fc.integer({ min: 1, max: 28 }) }), {
    maxLength: 3,
  }),
  choices,
  consistencyLagMs: fc.constant(0),
});

/** A third of a second for each scenario is many times the usual duration: only a hang exceeds it. */
const TIMEOUT = { timeout: RUNS * 300 };

describe('several runs, a person and faults at the same time', TIMEOUT, () => {
  it('the runs leave no user without an active key who had one', async () => {
    await fc.assert(
      fc.asyncProperty(withEveryAction, async (scenario) => {
        expect(lockedOutByRuns(await runScenario(scenario), scenario)).toEqual([]);
      }),
      searchOptions(1),
    );
  });

  it('a user with an active key has one at every moment, even if runs are killed halfway', async () => {
    await fc.assert(
      fc.asyncProperty(withKills, async (scenario) => {
        const { activeAfter } = await runScenario(scenario);
        const firstActive = activeAfter.findIndex((active) => active && active.length > 0);
        const later = firstActive < 0 ? [] : activeAfter.slice(firstActive);
        expect(later.filter((active) => active?.length === 0)).toEqual([]);
      }),
      searchOptions(1),
    );
  });

  it('no run deletes a key that was Active, or a key that another run has changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(withDeletion, withEveryAction, withKills), async (scenario) => {
        expect(wrongDeletions(await runScenario(scenario), scenario)).toEqual([]);
      }),
      searchOptions(3),
    );
  });

  it('no receipt says Deactivated, Reactivated or Deleted of a key that the run did not change', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(withEveryAction, withKills), async (scenario) => {
        expect(falseClaims(await runScenario(scenario))).toEqual([]);
      }),
      searchOptions(1 / 4),
    );
  });

  it('equal scenarios take the same course', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(withEveryAction, withKills), async (scenario) => {
        const [first, second] = [await runScenario(scenario), await runScenario(scenario)];
        expect(second.account.calls).toEqual(first.account.calls);
        expect(second.transitions).toEqual(first.transitions);
        expect([...second.results].map(String)).toEqual([...first.results].map(String));
      }),
      searchOptions(1 / 20),
    );
  });
});

/**
 * The keys that a run left Inactive although the user has no active key. If a person deactivated or deleted the
 * survivor after the last read of the run, the person caused the lockout. A key that no longer exists does not count.
 */
function lockedOutByRuns(course: Course, { consistencyLagMs }: Scenario): string[] {
  if (course.activeAfter.at(-1)?.length !== 0) return [];
  const existing = course.account.backdoor.keysOf(course.userId).map(({ accessKeyId }) => accessKeyId);
  const lastChange = new Map(course.transitions.map((transition) => [transition.key, transition]));
  const byRuns = [...lastChange.values()].filter(
    ({ actor, to }) => actor !== 'person' && to === 'not active',
  );
  return byRuns
    .filter(({ actor, key }) => {
      if (!existing.includes(key)) return false;
      const readAt = (course.lastReadAt.get(actor) ?? 0) - consistencyLagMs;
      const result = course.results.get(actor);
      const survivor = result instanceof Error || !result ? '' : result.keptAccessKeyId;
      const survivorChange = lastChange.get(survivor);
      return !(survivorChange?.actor === 'person' && survivorChange.at >= readAt);
    })
    .map(({ actor, key }) => `${actor} left ${key}: ${course.results.get(actor)}`);
}

/**
 * The keys that a run deleted although they were Active, or although another run had changed their status before. One case is
 * allowed: a person set the key to Active after the last read of the run.
 */
function wrongDeletions({ deletions }: Course, { consistencyLagMs }: Scenario): string[] {
  return deletions
    .filter(({ actor }) => actor !== 'person')
    .filter(({ wasActive, before, lastReadAt }) => {
      const isUnseen = ({ step, at }: Transition) =>
        step > lastReadAt.step || (consistencyLagMs > 0 && at >= lastReadAt.at - consistencyLagMs);
      const last = before.at(-1);
      const isExcused = last?.actor === 'person' && isUnseen(last);
      return (wasActive && !isExcused) || before.some(({ actor }) => actor !== 'person');
    })
    .map((deletion) => JSON.stringify(deletion));
}

/** The receipts that claim a change which the run did not make. */
function falseClaims({ account, results, deletions }: Course): string[] {
  const keysSetTo = (actor: string, status: string) =>
    account.calls
      .filter(
        ({ principal, operation, outcome }) =>
          principal === actor && operation === 'UpdateAccessKey' && outcome === 'ok',
      )
      .map(({ input }) => input as { AccessKeyId: string; Status: string })
      .filter(({ Status }) => Status === status)
      .map(({ AccessKeyId }) => AccessKeyId);
  const keysDeletedBy = (actor: string) =>
    deletions.filter((deletion) => deletion.actor === actor).map(({ key }) => key);
  return [...results].flatMap(([actor, result]) => {
    if (result instanceof Error) return [];
    const { outcome, deactivatedAccessKeyIds, reactivatedAccessKeyIds, deletedAccessKeyIds } = result;
    const claims = [
      (outcome === 'Deactivated') === deactivatedAccessKeyIds.length > 0,
      (outcome === 'Reactivated') === reactivatedAccessKeyIds.length > 0,
      deactivatedAccessKeyIds.every((key) => keysSetTo(actor, 'Inactive').includes(key)),
      reactivatedAccessKeyIds.every((key) => keysSetTo(actor, 'Active').includes(key)),
      (outcome === 'Deleted') === deletedAccessKeyIds.length > 0,
      deletedAccessKeyIds.every((key) => keysDeletedBy(actor).includes(key)),
      outcome !== 'Deactivated' || !keysSetTo(actor, 'Active').length,
    ];
    return claims.includes(false) ? [`${actor}: ${JSON.stringify(result)}`] : [];
  });
}
