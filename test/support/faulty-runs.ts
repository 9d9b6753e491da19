/** Runs of the functions in which any call may fail, with the conditions that no fault may violate. */

import { expect } from 'vitest';
import { MAX_UNSETTLED_MS } from '../../ledger/assumptions.ts';
import { DAY_MS } from '../../policy/policy.ts';
import type { Receipt } from '../../remediation/receipt.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { recordsIn } from './ledger.ts';
import {
  activeKeys,
  deactivate,
  deleteDeactivated,
  keyIdsOf,
  noteTouchOf,
  reactivate,
  withAlice,
} from './remediation.ts';

/** A run of a function in an account. */
export interface FaultyRun {
  readonly account: SandboxAccount;
  /** Runs the function and asserts what no fault may violate. */
  readonly runAndAssert: () => Promise<void>;
  /**
   * Runs it again without a fault, and asserts that the work is done then; absent if the next schedule does
   * that.
   */
  readonly complete?: () => Promise<void>;
}

/** The SDK makes one attempt for each call, so that no retry hides a fault. */
export const ONE_ATTEMPT = { maxAttempts: 1 };

/** The result of some work, or its error. */
export const resultOrError = <Result>(work: Promise<Result>): Promise<Result | Error> =>
  work.catch((error: Error) => error);

/** The ids of keys in the part of a message that a pattern captures. */
function keysIn(message: string, pattern: RegExp): string[] {
  const [, keys = ''] = pattern.exec(message) ?? [];
  return keys.match(/AKIA\w+/g) ?? [];
}

/** A deactivation of two surplus keys. */
export async function deactivation(): Promise<FaultyRun> {
  const { account, alice, kept, surplus } = withAlice(3, ONE_ATTEMPT);
  return {
    account,
    async runAndAssert() {
      const result = await resultOrError(deactivate(account, alice.userId));
      const active = activeKeys(account, 'alice');
      expect(active).toContain(kept);
      const inactive = surplus.filter((key) => !active.includes(key));
      for (const { sk = '', state } of recordsIn(account)) {
        if (state === 'done') expect(inactive).toContain(sk.split('#')[1]);
      }
      assertStatuses(result, { active, inactive });
    },
    async complete() {
      account.clock.advance(MAX_UNSETTLED_MS);
      await deactivate(account, alice.userId);
      expect(activeKeys(account, 'alice')).toEqual([kept]);
    },
  };
}

/**
 * The receipt, or the error, tells the truth about the statuses of the keys, and names each key that it may
 * have changed.
 */
function assertStatuses(
  result: Receipt | Error,
  { active, inactive }: Readonly<Record<'active' | 'inactive', readonly string[]>>,
): void {
  const text = result instanceof Error ? result.message : result.reason;
  for (const key of inactive) expect(text).toContain(key);
  expect(active).toEqual(expect.arrayContaining(keysIn(text, /it set ([\w, ]+) to Active again/)));
  expect(inactive).toEqual(expect.arrayContaining(keysIn(text, /^\w+: ([\w, ]+) of user \w+ is Inactive/)));
  if (text.includes('This run changed no key')) expect(inactive).toEqual([]);
  if (result instanceof Error) return;
  expect(inactive).toEqual(expect.arrayContaining([...result.deactivatedAccessKeyIds]));
  expect(active).toHaveLength(1);
}

/** alice has one active key; some days ago, a run deactivated the others. */
export async function withDeactivatedKeys(keys: number, daysAgo: number) {
  const { account, alice, kept, surplus } = withAlice(keys, ONE_ATTEMPT);
  await deactivate(account, alice.userId);
  for (const key of surplus) await noteTouchOf(account, key);
  account.clock.advance(daysAgo * DAY_MS);
  return { account, alice, kept, surplus };
}

/** An undo of a deactivation. */
export async function reactivation(): Promise<FaultyRun> {
  const { account, alice, surplus } = await withDeactivatedKeys(2, 1);
  const [key = ''] = surplus;
  return {
    account,
    async runAndAssert() {
      const result = await resultOrError(reactivate(account, alice.userId, key));
      const active = activeKeys(account, 'alice');
      const isActive =
        !(result instanceof Error) || result.message.includes(`${key} of user alice is Active again`);
      if (isActive) expect(active.toSorted()).toEqual(alice.keys.toSorted());
      // What may be Active again is never on record as deactivated, so that no deletion takes it later.
      if (active.includes(key)) expect(recordsIn(account)).not.toMatchObject([{ state: 'done' }]);
    },
    async complete() {
      account.clock.advance(MAX_UNSETTLED_MS);
      await reactivate(account, alice.userId, key, { force: 'true' });
      expect(activeKeys(account, 'alice')).toContain(key);
    },
  };
}

/** A deletion of two keys. */
export async function deletion(): Promise<FaultyRun> {
  const { account, alice, kept, surplus } = await withDeactivatedKeys(3, 14);
  return {
    account,
    async runAndAssert() {
      const result = await resultOrError(deleteDeactivated(account, alice.userId));
      const deleted = surplus.filter((key) => !keyIdsOf(account).includes(key));
      expect(activeKeys(account, 'alice')).toEqual([kept]);
      const text = result instanceof Error ? result.message : result.reason;
      for (const key of deleted) expect(text).toContain(key);
      expect(deleted).toEqual(expect.arrayContaining(keysIn(text, /This run deleted ([\w, ]+)/)));
      if (text.includes('This run deleted no key')) expect(deleted).toEqual([]);
      if (!(result instanceof Error)) expect(deleted.toSorted()).toEqual(surplus.toSorted());
    },
    async complete() {
      account.clock.advance(MAX_UNSETTLED_MS);
      await deleteDeactivated(account, alice.userId);
      expect(keyIdsOf(account)).toEqual([kept]);
    },
  };
}
