import { compareIds } from '../../policy/identifiers.ts';
import type { Changes, KeyChange, UserChange, UserState } from './changes.ts';
import type { Comparable, ComparableUser } from './comparable.ts';
import {
  type Accounts,
  accountsNotCompared,
  accountsOf,
  hasUsers,
  idsOf,
  knownOf,
  usersNotCompared,
} from './extent.ts';

/**
 * What has changed from an earlier inventory to a later one. Users are the same by account and unique id,
 * whatever their names. Nothing is concluded from what was not read: of an account that only one of the two
 * has, no user is new or gone, and a user that could not be read is neither.
 */
export function compareInventories(earlier: Comparable, later: Comparable): Changes {
  const [before, after] = [accountsOf(earlier), accountsOf(later)];
  const ids = idsOf(before, after);
  const otherParameters = ids.filter((id) => {
    const [one, other] = [knownOf(before, id), knownOf(after, id)];
    return hasUsers(one) && hasUsers(other) && one.parameters !== other.parameters;
  });
  return {
    since: earlier.generatedAt,
    accountsNotCompared: accountsNotCompared(before, after),
    otherParameters,
    usersNotCompared: usersNotCompared(before, after),
    users: userChanges({ users: earlier.users, accounts: before }, { users: later.users, accounts: after }),
  };
}

interface Side {
  readonly users: readonly ComparableUser[];
  readonly accounts: Accounts;
}

function userChanges(earlier: Side, later: Side): UserChange[] {
  const [before, after] = [byId(earlier.users), byId(later.users)];
  const [isNew, isGone] = [absenceIn(earlier, later), absenceIn(later, earlier)];
  const changes: UserChange[] = [];
  for (const [id, was] of before) {
    const is = after.get(id);
    if (is ? isChanged(was, is) : isGone(was)) changes.push(changeOf(was, is));
  }
  for (const [id, is] of after) if (!before.has(id) && isNew(is)) changes.push(changeOf(undefined, is));
  return changes.sort((a, b) => compareIds(a.accountId, b.accountId) || compareIds(a.userId, b.userId));
}

function byId(users: readonly ComparableUser[]): ReadonlyMap<string, ComparableUser> {
  return new Map(users.map((user) => [`${user.accountId} ${user.userId}`, user]));
}

/**
 * Whether a user that only `there` has is proven to be absent `here`: its account was read completely, and no
 * user that could not be read may be this one. One that has a name which `there` does not have may be any
 * user, since a user can be renamed.
 */
function absenceIn(here: Side, there: Side): (user: ComparableUser) => boolean {
  const names = new Set(there.users.map(({ accountId, userName }) => `${accountId} ${userName}`));
  return ({ accountId, userName }) => {
    const { extent, unread } = knownOf(here.accounts, accountId);
    if (extent !== 'read' || unread.has(userName)) return false;
    if (!hasUsers(knownOf(there.accounts, accountId))) return false;
    return [...unread].every((name) => names.has(`${accountId} ${name}`));
  };
}

function isChanged(was: ComparableUser, is: ComparableUser): boolean {
  const isSame = was.userName === is.userName && was.complianceType === is.complianceType;
  return !isSame || keyChanges(was, is).length > 0;
}

function changeOf(was: ComparableUser | undefined, is: ComparableUser | undefined): UserChange {
  const { accountId = '', userId = '' } = is ?? was ?? {};
  return { accountId, userId, earlier: stateOf(was), later: stateOf(is), keys: keyChanges(was, is) };
}

function stateOf(user: ComparableUser | undefined): UserState | null {
  return user ? { userName: user.userName, complianceType: user.complianceType } : null;
}

function statusById(user: ComparableUser | undefined): ReadonlyMap<string, string> {
  return new Map((user?.accessKeys ?? []).map(({ accessKeyId, status }) => [accessKeyId, status]));
}

function keyChanges(was: ComparableUser | undefined, is: ComparableUser | undefined): KeyChange[] {
  const [before, after] = [statusById(was), statusById(is)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort(compareIds)
    .map((accessKeyId) => ({
      accessKeyId,
      earlier: before.get(accessKeyId) ?? null,
      later: after.get(accessKeyId) ?? null,
    }))
    .filter(({ earlier, later }) => earlier !== later);
}
