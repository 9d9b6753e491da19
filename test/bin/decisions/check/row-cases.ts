import { expect, it } from 'vitest';
import { checkRows } from '../../../../bin/decisions/check/check-rows.ts';
import { compareRows } from '../../../../bin/decisions/check/compare-rows.ts';
import type { CurrentAccount } from '../../../../bin/decisions/check/current-account.ts';
import type { DecisionRow } from '../../../../bin/decisions/row.ts';
import type { InventoryUser } from '../../../../bin/inventory/inventory-user.ts';
import { DEFAULT_POLICY } from '../../../../policy/parameters.ts';
import { aKey, anExemptUser, aSurplusUser, daysAgo, NOW } from '../../inventories.ts';
import { aRow, NEW, OLD, placed } from '../rows.ts';

/** A use of a key so many days ago. */
export const used = (days: number) => ({ at: daysAgo(days), service: 's3', region: 'eu-west-1' });

/** The newer key of the user. */
export const newKey = (changes: object = {}) =>
  aKey({ accessKeyId: NEW, createdAt: daysAgo(20), lastUsed: used(1), ...changes });

/** The older key of the user, which was never used. */
export const oldKey = (changes: object = {}) =>
  aKey({ accessKeyId: OLD, createdAt: daysAgo(800), ...changes });

/** The user of `aRow`, as it is now, with these keys and tags. */
export function theUser(
  accessKeys: InventoryUser['accessKeys'] = [oldKey(), newKey()],
  changes: Partial<InventoryUser> = {},
): InventoryUser {
  return aSurplusUser({ accessKeys, ...changes });
}

/** An account that has these users. */
export function anAccount(
  users: readonly InventoryUser[],
  changes: Partial<CurrentAccount> = {},
): CurrentAccount {
  return {
    accountId: '111122223333',
    policy: DEFAULT_POLICY,
    now: new Date(NOW),
    users: new Map(users.map((user) => [user.userId, user])),
    unread: new Map(),
    idsByName: new Map(users.map((user) => [user.userName, user.userId])),
    ...changes,
  };
}

/** A row, the account as it is now, and what `checkRows` and `compareRows` say of the row. */
export type Case = readonly [
  title: string,
  row: DecisionRow,
  account: CurrentAccount,
  action: object,
  result: object,
];

/** The user, once only its newer key is active. */
export const ONLY_NEW = theUser([oldKey({ status: 'Inactive' }), newKey()], {
  situation: 'AtMostOneActiveKey',
  complianceType: 'COMPLIANT',
  explanation: '1 active access key.',
  plan: null,
});

/** The decision to keep the newer key. */
export const KEEP = aRow({ keep: NEW });

/** The end of the exemption. */
export const UNTIL = '2026-12-31';

const exemptTags = (until: string, reason: string, owner: string) => ({
  'one-active-key:exempt-until': until,
  'one-active-key:exempt-reason': reason,
  'one-active-key:exempt-owner': owner,
});

/** The user, exempt until a day. */
export const exemptUser = (until: string) => ({
  ...anExemptUser(until, 'two pipelines', 'payments'),
  userName: 'alice',
  tags: exemptTags(until, 'two pipelines', 'payments'),
});

/** The action of a row that is refused. */
export const refusal = (reason: string | RegExp, contradicts = false) => ({
  kind: 'refused',
  contradicts,
  reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
});

/** The result of a row that is left. */
export const left = (reason: string | RegExp) => ({
  result: 'left',
  reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
});

/** A case of a refused row, of which `verify` says the same. */
export const refusedCase = (
  title: string,
  row: DecisionRow,
  account: CurrentAccount,
  reason: string | RegExp,
): Case => [title, row, account, refusal(reason), left(reason)];

/** Tests each case, what is to be done and what is left. */
export function testCases(cases: readonly Case[]): void {
  it.each(cases)('%s', (_, row, account, action) => {
    expect(checkRows([placed(row)], account)).toMatchObject([{ place: 'line 2', row, action }]);
  });

  const results = cases.map(([title, row, account, , result]) => [title, row, account, result] as const);

  it.each(results)('%s: what is left', (_title, row, account, result) => {
    expect(compareRows([placed(row)], account)).toMatchObject([
      { place: 'line 2', userId: row.userId, ...result },
    ]);
  });
}
