import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../sandbox/account.ts';
import type { Fault } from '../sandbox/faults.ts';
import {
  activeKeys,
  deactivate,
  deleteDeactivated,
  EXECUTION,
  reactivate,
  walk,
} from './support/remediation.ts';
import { addUser, dashboard, deployed, evaluate } from './support/rule.ts';

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

/** The n-th call, or that one and all after it. */
const EXTENTS = ['alone', 'and all that follow'] as const;

/** Lets a fault meet the n-th of all calls; one attempt each, so that no retry of the SDK hides anything. */
function meet(account: SandboxAccount, n: number, fault: Fault, extent: (typeof EXTENTS)[number]): void {
  let calls = 0;
  account.faults.add(({ operation }) => {
    calls += 1;
    // An answer in place of the truth concerns what is read: AWS does not acknowledge writes that it did not take.
    if (fault.kind === 'answer' && !/^(List|Get|Describe)/.test(operation)) return undefined;
    return calls === n || (calls > n && extent !== 'alone') ? fault : undefined;
  });
}

const DAY = 86_400_000;

function withAlice(keys: number) {
  const { account } = deployed({ maxAttempts: 1 });
  const alice = addUser(account, 'alice', keys);
  return { account, alice };
}

const CALLS = Array.from({ length: 16 }, (_, index) => index + 1);

for (const [title, fault] of FAULTS) {
  for (const extent of EXTENTS) {
    describe(`a call that is ${title}, ${extent}`, () => {
      it.each(CALLS)('Deactivate, call %i: a true receipt or a true error, and an active key', async (n) => {
        const { account, alice } = withAlice(3);
        const [kept = ''] = alice.keys;
        meet(account, n, fault, extent);
        const result = await deactivate(account, alice.userId).catch((error: Error) => error);
        const active = activeKeys(account, 'alice');
        expect(active).toContain(kept);
        if (result instanceof Error) {
          const isRestored = !/NOT be set to Active/.test(result.message);
          if (isRestored) expect(active.toSorted()).toEqual(alice.keys.toSorted());
        } else {
          expect(result.outcome).toBe('Deactivated');
          expect(active).toEqual([kept]);
          expect(result.deactivatedAccessKeyIds.toSorted()).toEqual(alice.keys.slice(1).toSorted());
        }
      });

      it.each(CALLS)('Reactivate, call %i: a true receipt, or an error', async (n) => {
        const { account, alice } = withAlice(2);
        const [, key = ''] = alice.keys;
        account.backdoor.setKeyStatus(key, 'Inactive');
        meet(account, n, fault, extent);
        const result = await reactivate(account, alice.userId, key).catch((error: Error) => error);
        if (result instanceof Error) return;
        expect(result.outcome).toBe('Reactivated');
        expect(activeKeys(account, 'alice').toSorted()).toEqual(alice.keys.toSorted());
      });

      it.each(CALLS)('DeleteDeactivated, call %i: a true receipt or a true error', async (n) => {
        const { account, alice } = withAlice(3);
        await deactivate(account, alice.userId);
        account.clock.advance(14 * DAY);
        meet(account, n, fault, extent);
        const result = await deleteDeactivated(account, alice.userId).catch((error: Error) => error);
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
      });

      it.each(CALLS)(
        'StartDeletions, call %i: a deletion for each user on record, or an error',
        async (n) => {
          const { account, alice } = withAlice(2);
          await deactivate(account, alice.userId);
          account.clock.advance(14 * DAY);
          account.addOperations('ssm', {
            StartAutomationExecution: () => ({ AutomationExecutionId: EXECUTION }),
          });
          meet(account, n, fault, extent);
          const result = await walk(account).catch((error: Error) => error);
          if (result instanceof Error) return;
          expect(result.started.map(({ userId }) => userId)).toEqual([alice.userId]);
        },
      );

      it.each(CALLS)(
        'rule, call %i: every result is right, and where one is missing the run fails',
        async (n) => {
          const { account } = deployed({ maxAttempts: 1 });
          const expected: Record<string, string> = {
            two: 'NON_COMPLIANT',
            three: 'NON_COMPLIANT',
            one: 'COMPLIANT',
            none: 'COMPLIANT',
          };
          addUser(account, 'two', 2);
          addUser(account, 'three', 3);
          addUser(account, 'one', 1);
          addUser(account, 'none', 0);
          meet(account, n, fault, extent);
          const error = await evaluate(account);
          const shown = dashboard(account);
          expect(expected).toMatchObject(shown);
          if (!error) expect(shown).toEqual(expected);
        },
      );
    });
  }
}
