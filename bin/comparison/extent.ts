import { compareIds } from '../../policy/identifiers.ts';
import type { AccountNotCompared, Extent, UserNotCompared } from './changes.ts';
import type { Comparable } from './comparable.ts';

/** What is known of an account in one of two inventories. */
export interface Known {
  readonly extent: Extent;
  /** The names of the users that could not be read. */
  readonly unread: ReadonlySet<string>;
  readonly parameters: string;
}

const ABSENT: Known = { extent: 'absent', unread: new Set(), parameters: '' };

/** The accounts of an inventory, by id. */
export type Accounts = ReadonlyMap<string, Known>;

/** What is known of each account. */
export function accountsOf({ accounts, failures }: Comparable): Accounts {
  const namesIn = (id: string) =>
    failures.filter(({ accountId }) => accountId === id).map((each) => each.userName);
  return new Map(
    accounts.map(({ accountId, failure, isComplete, parameters }) => {
      const extent = failure !== null ? 'notRead' : isComplete ? 'read' : 'partly';
      return [accountId, { extent, unread: new Set(namesIn(accountId)), parameters: textOf(parameters) }];
    }),
  );
}

/** The same text for the same parameters in any order. */
function textOf(parameters: Comparable['accounts'][number]['parameters']): string {
  return JSON.stringify(Object.entries(parameters ?? {}).sort());
}

/** What is known of an account that may be in one of the inventories only. */
export function knownOf(accounts: Accounts, accountId: string): Known {
  return accounts.get(accountId) ?? ABSENT;
}

/** Whether users of the account were read at all. */
export function hasUsers({ extent }: Known): boolean {
  return extent === 'read' || extent === 'partly';
}

/** Every account of the two, sorted by id. */
export function idsOf(earlier: Accounts, later: Accounts): readonly string[] {
  return [...new Set([...earlier.keys(), ...later.keys()])].sort(compareIds);
}

/** The accounts that were not read completely both times. */
export function accountsNotCompared(earlier: Accounts, later: Accounts): AccountNotCompared[] {
  return idsOf(earlier, later)
    .map((accountId) => ({
      accountId,
      earlier: knownOf(earlier, accountId).extent,
      later: knownOf(later, accountId).extent,
    }))
    .filter((each) => each.earlier !== 'read' || each.later !== 'read');
}

/** The users that could not be read at least once, of the accounts in which users were read both times. */
export function usersNotCompared(earlier: Accounts, later: Accounts): UserNotCompared[] {
  return idsOf(earlier, later).flatMap((accountId) => {
    const [before, after] = [knownOf(earlier, accountId), knownOf(later, accountId)];
    if (!hasUsers(before) || !hasUsers(after)) return [];
    const names = [...new Set([...before.unread, ...after.unread])].sort(compareIds);
    return names.map((userName): UserNotCompared => {
      const isUnknown = [before, after].map(({ unread }) => unread.has(userName));
      const unknownIn = isUnknown.every(Boolean) ? 'both' : isUnknown[0] ? 'earlier' : 'later';
      return { accountId, userName, unknownIn };
    });
  });
}
