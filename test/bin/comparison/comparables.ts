import fc from 'fast-check';
import type { Changes } from '../../../bin/comparison/changes.ts';
import type { Comparable, ComparableUser } from '../../../bin/comparison/comparable.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import { NOW } from '../inventories.ts';

export const [PAYMENTS, ORDERS] = ['111122223333', '123456789012'] as const;

/** A user as it is compared: `alice`, with one active key. */
export function aComparableUser(changes: Partial<ComparableUser> = {}): ComparableUser {
  return {
    accountId: PAYMENTS,
    userId: 'AIDAALICE0000EXAMPLE',
    userName: 'alice',
    complianceType: 'COMPLIANT',
    accessKeys: [{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', status: 'Active' }],
    ...changes,
  };
}

/** An account as it is compared, read completely. */
export function aComparableAccount(
  changes: Partial<Comparable['accounts'][number]> = {},
): Comparable['accounts'][number] {
  return { accountId: PAYMENTS, failure: null, isComplete: true, parameters: DEFAULT_POLICY, ...changes };
}

/** What is compared, of one account that was read completely. */
export function aComparable(users: readonly ComparableUser[], changes: Partial<Comparable> = {}): Comparable {
  return { generatedAt: NOW, accounts: [aComparableAccount()], users, failures: [], ...changes };
}

/** Inventories of few users and accounts, so that two of them often have the same ones. */
export const comparables: fc.Arbitrary<Comparable> = fc
  .record({
    accounts: fc.uniqueArray(
      fc.record({
        accountId: fc.constantFrom(PAYMENTS, ORDERS),
        failure: fc.option(fc.constant('no role'), { freq: 4 }),
        isComplete: fc.boolean(),
        parameters: fc.constantFrom(DEFAULT_POLICY, { ...DEFAULT_POLICY, rotationGraceHours: 5 }),
      }),
      { selector: ({ accountId }) => accountId },
    ),
    users: fc.uniqueArray(
      fc.record({
        accountId: fc.constantFrom(PAYMENTS, ORDERS),
        userId: fc.constantFrom('AIDAA', 'AIDAB', 'AIDAC'),
        userName: fc.constantFrom('a', 'b', 'c', 'd'),
        complianceType: fc.constantFrom('COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'),
        accessKeys: fc.uniqueArray(
          fc.record({
            accessKeyId: fc.constantFrom('K1', 'K2'),
            status: fc.constantFrom('Active', 'Inactive'),
          }),
          { selector: ({ accessKeyId }) => accessKeyId },
        ),
      }),
      { selector: ({ accountId, userId }) => `${accountId} ${userId}` },
    ),
    failures: fc.array(
      fc.record({ accountId: fc.constantFrom(PAYMENTS, ORDERS), userName: fc.constantFrom('a', 'e') }),
      { maxLength: 2 },
    ),
  })
  .map(({ accounts, users, failures }) => {
    const isRead = ({ accountId }: { readonly accountId: string }) =>
      accounts.some((each) => each.accountId === accountId && each.failure === null);
    return { generatedAt: NOW, accounts, users: users.filter(isRead), failures: failures.filter(isRead) };
  });

/** The changes as if the two inventories had been given the other way round. */
export function mirrored(changes: Changes): Changes {
  const swap = <Value extends { readonly earlier: unknown; readonly later: unknown }>(
    value: Value,
  ): Value => ({
    ...value,
    earlier: value.later,
    later: value.earlier,
  });
  const other = { earlier: 'later', later: 'earlier', both: 'both' } as const;
  return {
    ...changes,
    accountsNotCompared: changes.accountsNotCompared.map(swap),
    usersNotCompared: changes.usersNotCompared.map((each) => ({ ...each, unknownIn: other[each.unknownIn] })),
    users: changes.users.map((each) => ({ ...swap(each), keys: each.keys.map(swap) })),
  };
}
