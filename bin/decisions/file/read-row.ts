import { isAccessKeyId, isUserId } from '../../../policy/identifiers.ts';
import { parseDateTime } from '../../../policy/iso8601.ts';
import { isAccountId } from '../../account/account-id.ts';
import type { DecisionKey, PlacedRow } from '../row.ts';
import type { Problem } from './problems.ts';

/** A row as a file has it, before anybody has looked whether its ids are ids. */
export interface UncheckedRow extends PlacedRow {
  /** The name of the column, or of the member, in which a value of the row is. */
  readonly nameOf: (member: CheckedMember) => string;
}

/** The values of a row without which no decision can be compared with an account. */
type CheckedMember = 'accountId' | 'userName' | 'userId' | keyof DecisionKey;

/**
 * What is wrong with the ids and the keys of a row: a spreadsheet changes numbers and dates without a word.
 */
export function problemsOfRow({ row, place, nameOf }: UncheckedRow): readonly Problem[] {
  const { accountId, userId, userName, keys } = row;
  const checks: readonly (readonly [CheckedMember, boolean, string, string])[] = [
    ['accountId', isAccountId(accountId), ACCOUNT_ID, accountId],
    ['userName', userName !== '', 'the name of the user', userName],
    ['userId', isUserId(userId), 'the unique id of a user, AIDA…', userId],
    ...checksOfKeys(keys),
  ];
  return checks
    .filter(([, isRight]) => !isRight)
    .map(([member, , expected, received]) => ({
      place: `${place}, ${nameOf(member)}`,
      expected,
      received,
    }));
}

const ACCOUNT_ID =
  'the 12 digits of an account (a spreadsheet shortens them and drops leading zeros: open the file with the column as text)';

function checksOfKeys(
  keys: readonly DecisionKey[],
): readonly (readonly [CheckedMember, boolean, string, string])[] {
  const ids = keys.map(({ accessKeyId }) => accessKeyId);
  const areIds = ids.length > 0 && ids.every(isAccessKeyId) && new Set(ids).size === ids.length;
  const days = (member: 'ageDays' | 'unusedDays') => {
    const values = keys.map((key) => key[member]);
    return [member, values.every(isWholeNumber), 'whole days for each key', values.join('; ')] as const;
  };
  const uses = keys.map(({ lastUsedAt }) => lastUsedAt);
  const areUses = uses.every((use) => use === null || parseDateTime(use) !== undefined);
  return [
    ['accessKeyId', areIds, 'the ids of different access keys, AKIA…', ids.join('; ')],
    days('ageDays'),
    days('unusedDays'),
    ['lastUsedAt', areUses, 'never or an ISO 8601 date-time for each key', uses.join('; ')],
  ];
}

const isWholeNumber = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** What is wrong between rows: a user of an account must have one decision only. */
export function problemsBetweenRows(rows: readonly PlacedRow[]): readonly Problem[] {
  const places = new Map<string, string>();
  return rows.flatMap(({ row: { accountId, userId }, place }) => {
    const user = `${accountId} ${userId}`;
    const first = places.get(user);
    if (first === undefined) places.set(user, place);
    if (first === undefined) return [];
    return [{ place, expected: `each user of an account once, as in ${first}`, received: userId }];
  });
}
