import type {
  AccountNotCompared,
  Changes,
  Extent,
  UserChange,
  UserNotCompared,
} from '../comparison/changes.ts';
import { byKind, keyCounts, keyKindOf, USER_CHANGES } from '../comparison/kinds.ts';
import { hasSeveralAccounts } from '../inventory/accounts.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { count } from './words.ts';

/* These texts contain texts from the accounts and of a file: each format cleans or escapes them as it needs. */

/** The numbers of the changes in one sentence. */
export function changesSummary(changes: Changes): string {
  const users = byKind(changes).map(([kind, found]) => `${found.length} ${USER_KINDS[kind]}`);
  const keys = keyCounts(changes).flatMap(([kind, number]) => (number > 0 ? [`${number} ${kind}`] : []));
  return `${users.join(', ')}. Keys: ${keys.join(', ') || 'no change'}.`;
}

const USER_KINDS: Readonly<Record<keyof typeof USER_CHANGES, string>> = {
  nonCompliant: 'NON_COMPLIANT that were not',
  complies: 'NON_COMPLIANT that comply now',
  verdict: 'with another verdict',
  gone: 'gone',
  created: 'new',
  keys: 'with other keys or another name',
};

const EXTENTS: Readonly<Record<Extent, string>> = {
  read: 'read',
  partly: 'read in part',
  notRead: 'not read',
  absent: 'not asked for',
};

/** What was not compared and why, and what may explain a verdict; empty if everything was compared. */
export function changesNotes(
  changes: Changes,
  { generatedAt }: Pick<Inventory, 'generatedAt'>,
): readonly string[] {
  const { since, accountsNotCompared, otherParameters, usersNotCompared } = changes;
  const isLater = Date.parse(since) > Date.parse(generatedAt);
  return [
    ...(isLater
      ? ['The earlier inventory is from after this one: read the changes the other way round.']
      : []),
    ...accountsNotCompared.map(accountNote),
    ...otherParameters.map(
      (id) =>
        `The parameters of account ${id} are others than before: a verdict may have changed for that reason alone.`,
    ),
    ...usersNotCompared.map(userNote),
  ];
}

function accountNote({ accountId, earlier, later }: AccountNotCompared): string {
  const isPartly = [earlier, later].every((each) => each === 'read' || each === 'partly');
  const what = isPartly ? 'Compared in part' : 'Not compared';
  return `${what}: account ${accountId || 'unknown'}: ${EXTENTS[earlier]} before, ${EXTENTS[later]} now.`;
}

const WHEN: Readonly<Record<UserNotCompared['unknownIn'], string>> = {
  earlier: 'before',
  later: 'now',
  both: 'before and now',
};

function userNote({ accountId, userName, unknownIn }: UserNotCompared): string {
  return `Not compared: user ${userName} of account ${accountId}: it could not be read ${WHEN[unknownIn]}.`;
}

/** The verdict before and after, and the name if it has changed: `COMPLIANT → NON_COMPLIANT`. */
export function verdictText({ earlier, later }: UserChange): string {
  if (!earlier || !later) return later ? `new, ${later.complianceType}` : `was ${earlier?.complianceType}`;
  const verdict =
    earlier.complianceType === later.complianceType
      ? later.complianceType
      : `${earlier.complianceType} → ${later.complianceType}`;
  return earlier.userName === later.userName ? verdict : `${verdict}, was named ${earlier.userName}`;
}

/** The name of a user, as it is now if there is one. */
export function nameOf({ earlier, later }: UserChange): string {
  return later?.userName ?? earlier?.userName ?? '';
}

/** The changes of keys: `AKIA… created, AKIA… deactivated`. */
export function keysText({ keys }: UserChange): string {
  return keys
    .map((key) => {
      const kind = keyKindOf(key);
      return `${key.accessKeyId} ${kind === 'other' ? `${key.earlier} → ${key.later}` : kind}`;
    })
    .join(', ');
}

/** The changes as text: the numbers, what was not compared, and a line for each user. */
export function changesText(
  changes: Changes,
  inventory: Pick<Inventory, 'accounts' | 'generatedAt'>,
): readonly string[] {
  const line = (change: UserChange) => {
    const account = hasSeveralAccounts(inventory) ? `${change.accountId} ` : '';
    const keys = keysText(change);
    return `  ${account}${nameOf(change)}: ${verdictText(change)}${keys ? `: ${keys}` : ''}`;
  };
  const lists = byKind(changes).flatMap(([kind, found]) =>
    found.length > 0 ? [`${USER_CHANGES[kind]}, ${count(found.length, 'user')}:`, ...found.map(line)] : [],
  );
  const head = `Changes since ${changes.since.slice(0, 16)}Z: ${changesSummary(changes)}`;
  return [head, ...changesNotes(changes, inventory), ...lists];
}
