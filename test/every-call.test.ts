import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../policy/policy.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import type { Fault } from '../sandbox/faults.ts';
import {
  deactivation,
  deletion,
  type FaultyRun,
  ONE_ATTEMPT,
  reactivation,
  resultOrError,
  withDeactivatedKeys,
} from './support/faulty-runs.ts';
import { putItem, states } from './support/ledger.ts';
import { EXECUTION, runDailyPass, writes } from './support/remediation.ts';
import { addUser, dashboard, deployed, evaluate } from './support/rule.ts';
import { isWholeRun } from './support/runs.ts';

/*
 * From one call on, every call of every operation has the same fault. test/fault-injection has the faults of
 * a single operation.
 */

const FAULTS: readonly [string, Fault][] = [
  ['denied', { kind: 'deny' }],
  ['throttled', { kind: 'throttle' }],
  ['failing', { kind: 'fail', applied: false }],
  ['applied, with a lost answer', { kind: 'fail', applied: true }],
  ['answered with an empty answer', { kind: 'answer', output: {} }],
  [
    'answered with malformed items',
    { kind: 'answer', output: { Users: [{}], AccessKeyMetadata: [{}], Tags: [{}], Items: [{}] } },
  ],
];

async function dailyPass(): Promise<FaultyRun> {
  const { account, alice } = await withDeactivatedKeys(2, 14);
  account.addOperations('ssm', {
    StartAutomationExecution: () => ({ AutomationExecutionId: EXECUTION }),
  });
  const { settled } = interrupted(account);
  const before = writes(account).length;
  return {
    account,
    async runAndAssert() {
      const result = await resultOrError(runDailyPass(account));
      expect(writes(account)).toHaveLength(before);
      if (result instanceof Error) return;
      expect(result.started.map(({ userId }) => userId)).toEqual([alice.userId]);
      expect(result.settled).toEqual([settled]);
    },
    async complete() {
      account.clock.advance(DAY_MS);
      await runDailyPass(account);
      expect(states(account).toSorted()).toEqual(['done', settled.state]);
    },
  };
}

/** A run that intended to deactivate bob's key was killed, and the key is Inactive: nobody can tell why. */
function interrupted(account: SandboxAccount) {
  const { userId, keys } = addUser(account, 'bob', 2);
  const [kept = '', key = ''] = keys;
  account.backdoor.setKeyStatus(key, 'Inactive');
  const at = '2026-11-21T12:00:00.000Z';
  const record = { nonce: 'n', state: 'intended', kept, execution: '', intendedAt: at, changedAt: at };
  putItem(account, { pk: 'KEY', sk: `${userId}#${key}`, ...record, deactivatedAt: '' });
  return { settled: { userId, accessKeyId: key, state: 'unproven' } };
}

async function evaluation(): Promise<FaultyRun> {
  const { account } = deployed(ONE_ATTEMPT);
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

const RUNS: Readonly<Record<string, () => Promise<FaultyRun>>> = {
  'Deactivate: a correct receipt or a correct error, and an active key': deactivation,
  'Reactivate: a correct receipt or a correct error': reactivation,
  'DeleteDeactivated: a correct receipt or a correct error': deletion,
  'DailyPass: each open record settled and each deletion started, or an error': dailyPass,
  'rule: every result is correct, and the run fails if a result is missing': evaluation,
};

/** The number of calls that a run makes without faults. */
async function callsOf(prepare: () => Promise<FaultyRun>): Promise<number> {
  const { account, runAndAssert } = await prepare();
  const before = account.calls.length;
  await runAndAssert();
  return account.calls.length - before;
}

/**
 * Injects the fault into the n-th call and all later calls; returns functions that count the failed calls and
 * end the fault.
 */
function failFrom(account: SandboxAccount, n: number, fault: Fault) {
  let [calls, failedCalls] = [0, 0];
  const end = account.faults.add(({ operation }) => {
    calls += 1;
    // A false answer is injected into reads only: AWS does not confirm a write that it did not perform.
    if (calls < n || (fault.kind === 'answer' && !/^(List|Get|Describe|Query)/.test(operation)))
      return undefined;
    failedCalls += 1;
    return fault;
  });
  return { countFailedCalls: () => failedCalls, end };
}

/** The SDK repeats these as it repeats a failing call, so the fast lane leaves them out. */
const FURTHER_FAULTS: typeof FAULTS = [
  ['reset', { kind: 'reset', applied: false }],
  ['applied, then reset', { kind: 'reset', applied: true }],
];

describe.each(Object.entries(RUNS))('%s', (_title, prepare) => {
  it.each(isWholeRun ? FAULTS.concat(FURTHER_FAULTS) : FAULTS)(
    'every call from the n-th call on is %s, for each n',
    async (_fault, fault) => {
      const calls = await callsOf(prepare);
      expect(calls).toBeGreaterThan(2);
      let failedCalls = 0;
      for (let n = 1; n <= calls; n += 1) {
        const { account, runAndAssert, complete } = await prepare();
        const { countFailedCalls, end } = failFrom(account, n, fault);
        const runAndComplete = async () => {
          await runAndAssert();
          end();
          await complete?.();
        };
        await runAndComplete().catch((cause: unknown) => {
          throw new Error(`call ${n} of ${calls}`, { cause });
        });
        failedCalls += countFailedCalls();
      }
      expect(failedCalls).toBeGreaterThan(calls / 2);
    },
  );
});
