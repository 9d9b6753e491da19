import { compareIds } from '../../policy/identifiers.ts';
import { clean } from '../formats/clean.ts';
import type { NonCompliantUser } from './findings.ts';
import type { AggregatorReading } from './read-aggregator.ts';

/**
 * The NON_COMPLIANT users by account and name; a user that two rules report, a stack's and a pack's, is
 * listed once, with the newer result.
 */
export function nonCompliantUsersOf(reading: AggregatorReading): NonCompliantUser[] {
  const found = new Map<string, NonCompliantUser>();
  for (const [key, user] of reportedUsers(reading)) {
    if (user.resultAt > (found.get(key)?.resultAt ?? '')) found.set(key, user);
  }
  return [...found.values()].toSorted(byAccountAndName);
}

/** The user of each result, with a key of the account and the user's id. */
function reportedUsers({ results, users }: AggregatorReading): [string, NonCompliantUser][] {
  const keyOf = (accountId: string, userId: string) => `${accountId} ${userId}`;
  const names = new Map(users.map(({ accountId, userId, userName }) => [keyOf(accountId, userId), userName]));
  return results.flatMap(({ rule: { accountId, configRuleName }, results: ofRule }) =>
    ofRule.map(({ userId, annotation, resultAt }): [string, NonCompliantUser] => {
      const key = keyOf(accountId, userId);
      const user = {
        accountId: clean(accountId),
        userName: clean(names.get(key) ?? ''),
        userId: clean(userId),
        annotation: clean(annotation),
        configRuleName: clean(configRuleName),
        resultAt: resultAt.toISOString(),
      };
      return [key, user];
    }),
  );
}

function byAccountAndName(a: NonCompliantUser, b: NonCompliantUser): number {
  return (
    compareIds(a.accountId, b.accountId) ||
    compareIds(a.userName, b.userName) ||
    compareIds(a.userId, b.userId)
  );
}
