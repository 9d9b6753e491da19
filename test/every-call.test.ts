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
 * AWS fails from one call on: every further call, of whatever operation, meets the same fault. What comes of a fault at
 * one operation alone is in test/fault-injection.
 */

const FAULTS: readonly [string, Fault][] = [
  ['denied', { kind: 'deny' }],
  ['throttled', { kind: 'throttle' }],
  ['failing', { kind: 'fail', applied: false }],
  ['applied, its answer lost', { kind: 'fail', applied: true }],
  ['reset', { kind: 'reset', applied: false }],
  ['applied, then reset', { kind: 'reset', applied: true }],
  ['answered by nothing', { kind: 'answer', output: {} }],
  [
    'answered by nonsense',
    { kind: 'answer', output: { Users: [{}], AccessKeyMetadata: [{}], Tags: [{}], IsTruncated: false } },
  ],
];

/** A run, and what has to be true of it whatever fails. */
interface Run {
  readonly account: SandboxAccount;
  /** Runs the function, and asserts what came of it. */
  readonly finish: () => Promise<void>;
}

const DAY = 86_400_000;

/** One attempt for each call, so that no retry of the SDK hides anything. */
function withAlice(keys: number) {
  const { account } = deployed({ maxAttempts: 1 });
  return { account, alice: addUser(account, 'alice', keys) };
}

async function withDeactivatedKeys(keys: number) {
  const { account, alice } = withAlice(keys);
  await deactivate(account, alice.userId);
  account.clock.advance(14 * DAY);
  return { account, alice };
}

const settled = <Result>(work: Promise<Result>): Promise<Result | Error> =>
  work.catch((error: Error) => error);

async function deactivation(): Promise<Run> {
  const { account, alice } = withAlice(3);
  const [kept = '', ...surplus] = alice.keys;
  return {
    account,
    async finish() {
      const result = await settled(deactivate(account, alice.userId));
      const active = activeKeys(account, 'alice');
      expect(active).toContain(kept);
      if (result instanceof Error) {
        const left = surplus.filter((key) => !active.includes(key));
        for (const key of left)
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
    async finish() {
      const result = await settled(reactivate(account, alice.userId, key));
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
    async finish() {
      const result = await settled(deleteDeactivated(account, alice.userId));
      const left = account.backdoor.keysOf('alice').map(({ accessKeyId }) => accessKeyId);
      const gone = alice.keys.filter((key) => !left.includes(key));
      expect(activeKeys(account, 'alice')).toEqual([alice.keys[0]]);
      if (result instanceof Error) {
        expect(gone.filter((key) => !result.message.includes(key))).toEqual([]);
      } else {
        expect(result.outcome).toBe('Deleted');
        expect(gone.toSorted()).toEqual(alice.keys.slice(1).toSorted());
        expect(result.deletedAccessKeyIds.toSorted()).toEqual(gone.toSorted());
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
    async finish() {
      const result = await settled(runDailyPass(account));
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
    async finish() {
      const error = await evaluate(account);
      const shown = dashboard(account);
      expect(expected).toMatchObject(shown);
      if (!error) expect(shown).toEqual(expected);
    },
  };
}

const RUNS: Readonly<Record<string, () => Promise<Run>>> = {
  'Deactivate: a true receipt or a true error, and an active key': deactivation,
  'Reactivate: a true receipt, or an error': reactivation,
  'DeleteDeactivated: a true receipt or a true error': deletion,
  'StartDeletions: a deletion for each user on record, or an error': dailyPass,
  'rule: every result is right, and where one is missing the run fails': evaluation,
};

/** How many calls a run makes while nothing fails. */
async function callsOf(prepare: () => Promise<Run>): Promise<number> {
  const { account, finish } = await prepare();
  const before = account.calls.length;
  await finish();
  return account.calls.length - before;
}

/** Lets the fault meet the n-th call and all that follow; returns how many calls it met. */
function meetFrom(account: SandboxAccount, n: number, fault: Fault): () => number {
  let [calls, met] = [0, 0];
  account.faults.add(({ operation }) => {
    calls += 1;
    // An answer in place of the truth concerns what is read: AWS does not acknowledge writes that it did not take.
    if (calls < n || (fault.kind === 'answer' && !/^(List|Get|Describe)/.test(operation))) return undefined;
    met += 1;
    return fault;
  });
  return () => met;
}

describe.each(Object.entries(RUNS))('%s', (_title, prepare) => {
  it.each(FAULTS)('from each of its calls on, every call is %s', async (_fault, fault) => {
    const calls = await callsOf(prepare);
    expect(calls).toBeGreaterThan(2);
    let met = 0;
    for (let n = 1; n <= calls; n += 1) {
      const { account, finish } = await prepare();
      const metBy = meetFrom(account, n, fault);
      await finish().catch((cause: unknown) => {
        throw new Error(`call ${n} of ${calls}`, { cause });
      });
      met += metBy();
    }
    expect(met).toBeGreaterThan(calls / 2);
  });
});
