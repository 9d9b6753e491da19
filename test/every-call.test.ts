import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../sandbox/account.ts';
import type { Fault } from '../sandbox/faults.ts';
import {
  activeKeys,
  deactivate,
  deleteDeactivated,
  EXECUTION,
  reactivate,
  runDailyPass,
} from './support/remediation.ts';
import { addUser, dashboard, deployed, evaluate } from './support/rule.ts';

/*
 * From one call on, every call of every operation has the same fault. test/fault-injection has the faults of a single
 * operation.
 */

const FAULTS: readonly [string, Fault][] = [
  ['denied', { kind: 'deny' }],
  ['throttled', { kind: 'throttle' }],
  ['failing', { kind: 'fail', applied: false }],
  ['applied, with a lost answer', { kind: 'fail', applied: true }],
  ['reset', { kind: 'reset', applied: false }],
  ['applied, then reset', { kind: 'reset', applied: true }],
  ['answered with an empty answer', { kind: 'answer', output: {} }],
  [
    'answered with malformed items',
    { kind: 'answer', output: { Users: [{}], AccessKeyMetadata: [{}], Tags: [{}], IsTruncated: false } },
  ],
];

/** A run of a function in an account. */
interface Run {
  readonly account: SandboxAccount;
  /** Runs the function and asserts the conditions that no fault may violate. */
  readonly runAndAssert: () => Promise<void>;
}

const DAY_MS = 86_400_000;

/** The SDK makes one attempt for each call, so that no retry hides a fault. */
function withAlice(keys: number) {
  const { account } = deployed({ maxAttempts: 1 });
  return { account, alice: addUser(account, 'alice', keys) };
}

async function withDeactivatedKeys(keys: number) {
  const { account, alice } = withAlice(keys);
  await deactivate(account, alice.userId);
  account.clock.advance(14 * DAY_MS);
  return { account, alice };
}

const resultOrError = <Result>(work: Promise<Result>): Promise<Result | Error> =>
  work.catch((error: Error) => error);

async function deactivation(): Promise<Run> {
  const { account, alice } = withAlice(3);
  const [kept = '', ...surplus] = alice.keys;
  return {
    account,
    async runAndAssert() {
      const result = await resultOrError(deactivate(account, alice.userId));
      const active = activeKeys(account, 'alice');
      expect(active).toContain(kept);
      if (result instanceof Error) {
        const deactivated = surplus.filter((key) => !active.includes(key));
        for (const key of deactivated)
          expect(result.message).toMatch(new RegExp(`set .*${key}.* to Active manually$`));
      } else {
        expect(result.outcome).toBe('Deactivated');
        expect(active).toEqual([kept]);
        expect(result.deactivatedAccessKeyIds.toSorted()).toEqual(surplus.toSorted());
      }
    },
  };
}

async function reactivation(): Promise<Run> {
  const { account, alice } = withAlice(2);
  const [, key = ''] = alice.keys;
  account.backdoor.setKeyStatus(key, 'Inactive');
  return {
    account,
    async runAndAssert() {
      const result = await resultOrError(reactivate(account, alice.userId, key));
      if (result instanceof Error) return;
      expect(result.outcome).toBe('Reactivated');
      expect(activeKeys(account, 'alice').toSorted()).toEqual(alice.keys.toSorted());
    },
  };
}

async function deletion(): Promise<Run> {
  const { account, alice } = await withDeactivatedKeys(3);
  return {
    account,
    async runAndAssert() {
      const result = await resultOrError(deleteDeactivated(account, alice.userId));
      const remaining = account.backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId);
      const deleted = alice.keys.filter((key) => !remaining.includes(key));
      expect(activeKeys(account, 'alice')).toEqual([alice.keys[0]]);
      if (result instanceof Error) {
        expect(deleted.filter((key) => !result.message.includes(key))).toEqual([]);
      } else {
        expect(result.outcome).toBe('Deleted');
        expect(deleted.toSorted()).toEqual(alice.keys.slice(1).toSorted());
        expect(result.deletedAccessKeyIds.toSorted()).toEqual(deleted.toSorted());
      }
    },
  };
}

async function dailyPass(): Promise<Run> {
  const { account, alice } = await withDeactivatedKeys(2);
  account.addOperations('ssm', {
    StartAutomationExecution: () => ({ AutomationExecutionId: EXECUTION }),
  });
  return {
    account,
    async runAndAssert() {
      const result = await resultOrError(runDailyPass(account));
      if (result instanceof Error) return;
      expect(result.started.map(({ userId }) => userId)).toEqual([alice.userId]);
    },
  };
}

async function evaluation(): Promise<Run> {
  const { account } = deployed({ maxAttempts: 1 });
  const users = { two: 2, three: 3, one: 1, none: 0 };
  for (const [name, keys] of Object.entries(users)) addUser(account, name, keys);
  const expected = { two: 'NON_COMPLIANT', three: 'NON_COMPLIANT', one: 'COMPLIANT', none: 'COMPLIANT' };
  return {
    account,
    async runAndAssert() {
      const error = await evaluate(account);
      const results = dashboard(account);
      expect(expected).toMatchObject(results);
      if (!error) expect(results).toEqual(expected);
    },
  };
}

const RUNS: Readonly<Record<string, () => Promise<Run>>> = {
  'Deactivate: a correct receipt or a correct error, and an active key': deactivation,
  'Reactivate: a correct receipt or an error': reactivation,
  'DeleteDeactivated: a correct receipt or a correct error': deletion,
  'StartDeletions: a deletion for each user on record or an error': dailyPass,
  'rule: every result is correct, and the run fails if a result is missing': evaluation,
};

/** The number of calls that a run makes without faults. */
async function callsOf(prepare: () => Promise<Run>): Promise<number> {
  const { account, runAndAssert } = await prepare();
  const before = account.calls.length;
  await runAndAssert();
  return account.calls.length - before;
}

/** Injects the fault into the n-th call and all later calls; returns a function that counts the failed calls. */
function failFrom(account: SandboxAccount, n: number, fault: Fault): () => number {
  let [calls, failedCalls] = [0, 0];
  account.faults.add(({ operation }) => {
    calls += 1;
    // A false answer is injected into reads only: AWS does not confirm a write that it did not perform.
    if (calls < n || (fault.kind === 'answer' && !/^(List|Get|Describe)/.test(operation))) return undefined;
    failedCalls += 1;
    return fault;
  });
  return () => failedCalls;
}

describe.each(Object.entries(RUNS))('%s', (_title, prepare) => {
  it.each(FAULTS)('every call from the n-th call on is %s, for each n', async (_fault, fault) => {
    const calls = await callsOf(prepare);
    expect(calls).toBeGreaterThan(2);
    let failedCalls = 0;
    for (let n = 1; n <= calls; n += 1) {
      const { account, runAndAssert } = await prepare();
      const countFailedCalls = failFrom(account, n, fault);
      await runAndAssert().catch((cause: unknown) => {
        throw new Error(`call ${n} of ${calls}`, { cause });
      });
      failedCalls += countFailedCalls();
    }
    expect(failedCalls).toBeGreaterThan(calls / 2);
  });
});
