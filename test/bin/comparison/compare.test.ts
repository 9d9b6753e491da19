import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparable, ComparableUser } from '../../../bin/comparison/comparable.ts';
import { compareInventories } from '../../../bin/comparison/compare.ts';
import { keyKindOf, kindOf } from '../../../bin/comparison/kinds.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import {
  aComparable,
  aComparableAccount,
  aComparableUser,
  comparables,
  mirrored,
  ORDERS,
  PAYMENTS,
} from './comparables.ts';

const alice = aComparableUser();
const violating = aComparableUser({ complianceType: 'NON_COMPLIANT' });
const exempt = aComparableUser({ complianceType: 'NOT_APPLICABLE' });
const bob = aComparableUser({ userId: 'AIDABOB00000EXAMPLE', userName: 'bob' });

const changesOf = (earlier: readonly ComparableUser[], later: readonly ComparableUser[]) =>
  compareInventories(aComparable(earlier), aComparable(later)).users;

describe('what a change of a user is', () => {
  it.each<[string, ComparableUser[], ComparableUser[], string[]]>([
    ['nothing', [alice], [alice], []],
    ['a user that does not comply any more', [alice], [violating], ['nonCompliant']],
    ['an exemption that has ended', [exempt], [violating], ['nonCompliant']],
    ['a new user that does not comply', [], [violating], ['nonCompliant']],
    ['a user that complies now', [violating], [alice], ['complies']],
    ['a user that is exempt now', [violating], [exempt], ['verdict']],
    ['an exemption that is not needed any more', [exempt], [alice], ['verdict']],
    ['a user that is gone', [alice, bob], [alice], ['gone']],
    ['a NON_COMPLIANT user that is gone', [violating], [], ['gone']],
    ['a new user that complies', [alice], [alice, bob], ['created']],
    [
      'a user that was created again under its name',
      [alice],
      [{ ...alice, userId: 'AIDANEW' }],
      ['gone', 'created'],
    ],
    ['a user with another name', [alice], [{ ...alice, userName: 'alicia' }], ['keys']],
    ['a user with other keys', [alice], [{ ...alice, accessKeys: [] }], ['keys']],
    ['the same users in another order', [alice, bob], [bob, alice], []],
    ['the same id in another account', [alice], [{ ...alice, accountId: ORDERS }], ['gone']],
  ])('%s', (_, earlier, later, kinds) => {
    expect(changesOf(earlier, later).map(kindOf)).toEqual(kinds);
  });
});

describe('what became of a key', () => {
  const [one, other] = ['AKIAONE00000EXAMPLE', 'AKIATWO00000EXAMPLE'];
  it.each([
    ['created', {}, { [one]: 'Active' }, 'created'],
    ['deleted', { [one]: 'Inactive' }, {}, 'deleted'],
    ['deactivated', { [one]: 'Active' }, { [one]: 'Inactive' }, 'deactivated'],
    ['expired', { [one]: 'Active' }, { [one]: 'Expired' }, 'deactivated'],
    ['activated', { [one]: 'Inactive' }, { [one]: 'Active' }, 'activated'],
    ['another status', { [one]: 'Inactive' }, { [one]: 'Expired' }, 'other'],
  ])('%s', (_, before, after, expected) => {
    const withKeys = (keys: object) =>
      aComparableUser({
        accessKeys: Object.entries({ ...keys, [other]: 'Active' }).map(([accessKeyId, status]) => ({
          accessKeyId,
          status,
        })),
      });
    const [change] = changesOf([withKeys(before)], [withKeys(after)]);
    expect(change?.keys.map((key) => [key.accessKeyId, keyKindOf(key)])).toEqual([[one, expected]]);
  });

  it('the keys of a user that is new or gone are so, too', () => {
    expect(changesOf([], [alice])[0]?.keys.map(keyKindOf)).toEqual(['created']);
    expect(changesOf([alice], [])[0]?.keys.map(keyKindOf)).toEqual(['deleted']);
  });
});

describe('what was not read is no change', () => {
  const elsewhere = aComparableUser({ accountId: ORDERS, userId: 'AIDAELSEWHERE' });
  const [payments, orders] = [aComparableAccount(), aComparableAccount({ accountId: ORDERS })];
  const both = aComparable([alice, elsewhere], { accounts: [payments, orders] });

  it.each<[string, Comparable, object[]]>([
    [
      'an account that nobody asked for',
      aComparable([alice]),
      [{ accountId: ORDERS, earlier: 'read', later: 'absent' }],
    ],
    [
      'an account that could not be read',
      aComparable([alice], {
        accounts: [payments, aComparableAccount({ accountId: ORDERS, failure: 'no role' })],
      }),
      [{ accountId: ORDERS, earlier: 'read', later: 'notRead' }],
    ],
    [
      'an account of which a part was read',
      aComparable([alice], {
        accounts: [payments, aComparableAccount({ accountId: ORDERS, isComplete: false })],
      }),
      [{ accountId: ORDERS, earlier: 'read', later: 'partly' }],
    ],
  ])('%s', (_, later, expected) => {
    const { users, accountsNotCompared } = compareInventories(both, later);
    expect({ users, accountsNotCompared }).toEqual({ users: [], accountsNotCompared: expected });
  });

  it('a user that was read of an account of which a part was read is compared', () => {
    const accounts = [aComparableAccount({ isComplete: false })];
    expect(
      compareInventories(aComparable([alice]), aComparable([violating], { accounts })).users.map(kindOf),
    ).toEqual(['nonCompliant']);
  });

  it('no account is in both: nothing is compared, and both are named', () => {
    const changes = compareInventories(
      aComparable([alice]),
      aComparable([elsewhere], { accounts: [orders] }),
    );
    expect(changes.users).toEqual([]);
    expect(changes.accountsNotCompared.map(({ accountId }) => accountId)).toEqual([PAYMENTS, ORDERS]);
  });

  it('a user that could not be read is not gone', () => {
    const failures = [{ accountId: PAYMENTS, userName: 'alice' }];
    const { users, usersNotCompared } = compareInventories(
      aComparable([alice]),
      aComparable([], { failures }),
    );
    expect({ users, usersNotCompared }).toEqual({
      users: [],
      usersNotCompared: [{ accountId: PAYMENTS, userName: 'alice', unknownIn: 'later' }],
    });
  });

  it('nor is any other, if the one that could not be read has a new name: it may be the same user', () => {
    const failures = [{ accountId: PAYMENTS, userName: 'alicia' }];
    expect(compareInventories(aComparable([alice]), aComparable([], { failures })).users).toEqual([]);
  });

  it('but one is gone if the one that could not be read is known to be another', () => {
    const failures = [{ accountId: PAYMENTS, userName: 'bob' }];
    const { users } = compareInventories(aComparable([alice, bob]), aComparable([], { failures }));
    expect(users.map(({ userId }) => userId)).toEqual([alice.userId]);
  });

  it('a user that could not be read before is not new', () => {
    const failures = [{ accountId: PAYMENTS, userName: 'alice' }];
    const { users, usersNotCompared } = compareInventories(
      aComparable([], { failures }),
      aComparable([violating]),
    );
    expect({ users, unknownIn: usersNotCompared[0]?.unknownIn }).toEqual({ users: [], unknownIn: 'earlier' });
  });
});

describe('parameters', () => {
  it.each([
    ['other ones are named', { ...DEFAULT_POLICY, rotationGraceHours: 99 }, [PAYMENTS]],
    [
      'the same ones in another order are not',
      Object.fromEntries(Object.entries(DEFAULT_POLICY).reverse()),
      [],
    ],
  ])('%s', (_, parameters, expected) => {
    const accounts = [aComparableAccount({ parameters: parameters as typeof DEFAULT_POLICY })];
    expect(compareInventories(aComparable([]), aComparable([], { accounts })).otherParameters).toEqual(
      expected,
    );
  });
});

describe('laws', () => {
  it('compared with itself, no inventory has a change', () => {
    fc.assert(
      fc.property(comparables, (inventory) => {
        const { users, otherParameters } = compareInventories(inventory, inventory);
        expect({ users, otherParameters }).toEqual({ users: [], otherParameters: [] });
      }),
    );
  });

  it('the other way round, the changes are mirrored', () => {
    fc.assert(
      fc.property(comparables, comparables, (one, other) => {
        expect(compareInventories(other, one)).toEqual(mirrored(compareInventories(one, other)));
      }),
    );
  });

  it('a user is gone only if the later inventory read all of its account and lacks it', () => {
    fc.assert(
      fc.property(comparables, comparables, (earlier, later) => {
        for (const { accountId, userId, earlier: was } of compareInventories(earlier, later).users.filter(
          (each) => each.later === null,
        )) {
          const account = later.accounts.find((each) => each.accountId === accountId);
          expect({ failure: account?.failure, isComplete: account?.isComplete }).toEqual({
            failure: null,
            isComplete: true,
          });
          expect(later.users.some((each) => each.accountId === accountId && each.userId === userId)).toBe(
            false,
          );
          const unread = later.failures.filter((each) => each.accountId === accountId);
          expect(unread.map(({ userName }) => userName)).not.toContain(was?.userName);
        }
      }),
    );
  });

  it('the order of users and accounts does not matter', () => {
    fc.assert(
      fc.property(comparables, comparables, (one, other) => {
        const reversed = {
          ...other,
          accounts: other.accounts.toReversed(),
          users: other.users.toReversed(),
          failures: other.failures.toReversed(),
        };
        expect(compareInventories(one, reversed)).toEqual(compareInventories(one, other));
      }),
    );
  });
});
