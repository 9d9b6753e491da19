import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRows } from '../../../../bin/decisions/check/check-rows.ts';
import { compareRows } from '../../../../bin/decisions/check/compare-rows.ts';
import type { CurrentAccount } from '../../../../bin/decisions/check/current-account.ts';
import type { DecisionRow } from '../../../../bin/decisions/row.ts';
import type { InventoryUser } from '../../../../bin/inventory/inventory.ts';
import { DEFAULT_POLICY } from '../../../../policy/parameters.ts';
import { aKey, anExemptUser, aSurplusUser, daysAgo, NOW } from '../../inventories.ts';
import { aDecisionKey, aRow, NEW, OLD, placed } from '../rows.ts';

const used = (days: number) => ({ at: daysAgo(days), service: 's3', region: 'eu-west-1' });

const newKey = (changes: object = {}) =>
  aKey({ accessKeyId: NEW, createdAt: daysAgo(20), lastUsed: used(1), ...changes });

const oldKey = (changes: object = {}) => aKey({ accessKeyId: OLD, createdAt: daysAgo(800), ...changes });

/** The user of `aRow`, as it is now, with these keys and tags. */
function theUser(
  accessKeys: InventoryUser['accessKeys'] = [oldKey(), newKey()],
  changes: Partial<InventoryUser> = {},
): InventoryUser {
  return aSurplusUser({ accessKeys, ...changes });
}

function anAccount(users: readonly InventoryUser[], changes: Partial<CurrentAccount> = {}): CurrentAccount {
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

type Case = readonly [
  title: string,
  row: DecisionRow,
  account: CurrentAccount,
  action: object,
  result: object,
];

const ONLY_NEW = theUser([oldKey({ status: 'Inactive' }), newKey()], {
  situation: 'AtMostOneActiveKey',
  complianceType: 'COMPLIANT',
  explanation: '1 active access key.',
  plan: null,
});

const KEEP = aRow({ keep: NEW });

const UNTIL = '2026-12-31';

const EXEMPT = aRow({ exemptUntil: UNTIL, reason: 'two pipelines', owner: 'payments' });

const exemptTags = (until: string, reason: string, owner: string) => ({
  'one-active-key:exempt-until': until,
  'one-active-key:exempt-reason': reason,
  'one-active-key:exempt-owner': owner,
});

const exemptUser = (until: string) => ({
  ...anExemptUser(until, 'two pipelines', 'payments'),
  userName: 'alice',
  tags: exemptTags(until, 'two pipelines', 'payments'),
});

const refusal = (reason: string | RegExp, contradicts = false) => ({
  kind: 'refused',
  contradicts,
  reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
});

const left = (reason: string | RegExp) => ({
  result: 'left',
  reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
});

/** A case of a refused row, of which `verify` says the same. */
const refusedCase = (
  title: string,
  row: DecisionRow,
  account: CurrentAccount,
  reason: string | RegExp,
): Case => [title, row, account, refusal(reason), left(reason)];

const CASES: readonly Case[] = [
  [
    'keep, with a surplus key',
    KEEP,
    anAccount([theUser()]),
    { kind: 'deactivate', keep: NEW, surplusAccessKeyIds: [OLD] },
    left(`still active: ${OLD}.`),
  ],
  [
    'keep, against the suggestion: the protection that it waives is named',
    aRow({ keep: ` ${OLD} ` }),
    anAccount([theUser()]),
    {
      kind: 'deactivate',
      keep: OLD,
      surplusAccessKeyIds: [NEW],
      explanation: expect.stringContaining('waives the protection of keys in use'),
    },
    left(`still active: ${NEW}.`),
  ],
  [
    'keep, of a user with a wrong keep tag',
    KEEP,
    anAccount([theUser(undefined, { tags: { 'one-active-key:keep': 'AKIAMISTYPEDXEXAMPLE' } })]),
    { kind: 'deactivate', keep: NEW },
    left(/still active/),
  ],
  [
    'keep, carried out',
    KEEP,
    anAccount([ONLY_NEW]),
    { kind: 'nothing', reason: `${NEW} is the only active access key.` },
    { result: 'done' },
  ],
  [
    'keep, of a user that was renamed',
    KEEP,
    anAccount([theUser(undefined, { userName: 'alice.b' })]),
    { kind: 'deactivate' },
    left(/still active/),
  ],
  [
    'keep, and the other key alone is active',
    KEEP,
    anAccount([theUser([oldKey(), newKey({ status: 'Inactive' })])]),
    refusal(`${NEW} is no active access key of this user (${OLD}).`, true),
    { result: 'contradicted' },
  ],
  [
    'keep, and no key is active',
    KEEP,
    anAccount([theUser([])]),
    refusal(`${NEW} is no active access key of this user (none is active).`, true),
    { result: 'contradicted' },
  ],
  [
    'keep, a key of another user',
    aRow({ keep: 'AKIABOB000000EXAMPLE' }),
    anAccount([theUser()]),
    refusal(`AKIABOB000000EXAMPLE is no active access key of this user (${OLD}, ${NEW}).`),
    { result: 'left' },
  ],
  refusedCase(
    'keep, no id of a key',
    aRow({ keep: 'yes' }),
    anAccount([theUser()]),
    'keep is "yes"; expected the id of an access key, AKIA….',
  ),
  refusedCase(
    'keep, with a new key',
    KEEP,
    anAccount([theUser([oldKey(), newKey(), aKey()])]),
    'AKIAIOSFODNN7EXAMPLE is active, and the file does not have it: the keys have changed since.',
  ),
  refusedCase(
    'keep, of a user that is exempt',
    KEEP,
    anAccount([exemptUser(UNTIL)]),
    /^the runbook would deactivate no key\. 2 active access keys\. Exempt until 2026-12-31/,
  ),
  refusedCase(
    'keep, of a user with an invalid exemption',
    KEEP,
    anAccount([theUser(undefined, { tags: { 'one-active-key:exempt-until': 'soon' } })]),
    /^Tag one-active-key:exempt-until is "soon"/,
  ),
  refusedCase(
    'keep, during a rotation',
    aRow({ keep: NEW, keys: [aDecisionKey(), aDecisionKey({ accessKeyId: NEW })] }),
    anAccount([theUser([oldKey(), newKey({ createdAt: daysAgo(0.5), lastUsed: null })])]),
    /^the runbook would deactivate no key\. 2 active access keys\. Rotation in progress/,
  ),
  refusedCase(
    'keep, and the other key that was never used is in use',
    KEEP,
    anAccount([theUser([oldKey({ lastUsed: used(0.1) }), newKey()])]),
    `${OLD} was used on 2026-11-21, after people had decided; it was idle when the file was written.`,
  ),
  refusedCase(
    'keep, and the other key that was idle is in use',
    aRow({
      keep: NEW,
      keys: [aDecisionKey({ lastUsedAt: daysAgo(7), unusedDays: 7 }), aDecisionKey({ accessKeyId: NEW })],
    }),
    anAccount([theUser([oldKey({ lastUsed: used(2) }), newKey()])]),
    /was used on 2026-11-19, after people had decided/,
  ),
  [
    'keep, and the other key is in use as it was when people decided',
    aRow({
      keep: NEW,
      keys: [aDecisionKey({ lastUsedAt: daysAgo(6), unusedDays: 6 }), aDecisionKey({ accessKeyId: NEW })],
    }),
    anAccount([theUser([oldKey({ lastUsed: used(2) }), newKey()])]),
    { kind: 'deactivate', keep: NEW },
    left(/still active/),
  ],
  [
    'keep, and no use protects a key',
    KEEP,
    anAccount([theUser([oldKey({ lastUsed: used(0.1) }), newKey()])], {
      policy: { ...DEFAULT_POLICY, protectUsedWithinDays: 0 },
    }),
    { kind: 'deactivate', keep: NEW },
    left(/still active/),
  ],
  [
    'exempt',
    EXEMPT,
    anAccount([theUser()]),
    { kind: 'exempt', exemption: { until: UNTIL, reason: 'two pipelines', owner: 'payments' } },
    left('the user has no valid exemption.'),
  ],
  [
    'exempt, with a ticket and signs that IAM does not allow',
    aRow({
      exemptUntil: ' 2026-12-31T23:59Z ',
      reason: 'müssen "beide", bleiben…\n(noch)',
      ticket: 'OPS-4711',
    }),
    anAccount([theUser()]),
    {
      kind: 'exempt',
      exemption: { until: '2026-12-31T23:59Z', reason: 'müssen beide bleiben noch - OPS-4711', owner: '' },
    },
    left('the user has no valid exemption.'),
  ],
  [
    'exempt, with the apostrophe that an editor keeps',
    aRow({ exemptUntil: " '2026-12-31", reason: 'two pipelines' }),
    anAccount([theUser()]),
    { kind: 'exempt', exemption: { until: UNTIL } },
    left('the user has no valid exemption.'),
  ],
  [
    'exempt, with the ticket in the reason',
    aRow({ exemptUntil: UNTIL, reason: 'as OPS-4711 says', ticket: 'OPS-4711' }),
    anAccount([theUser()]),
    { kind: 'exempt', exemption: { until: UNTIL, reason: 'as OPS-4711 says', owner: '' } },
    left('the user has no valid exemption.'),
  ],
  [
    'exempt, in the place of an exemption until another day',
    EXEMPT,
    anAccount([exemptUser('2026-12-01')]),
    { kind: 'exempt', replaced: { until: expect.any(String), reason: expect.any(String) } },
    {
      result: 'contradicted',
      reason:
        'exempt until 2026-12-01: two pipelines (owner: payments); the decision is another one, until 2026-12-31.',
    },
  ],
  [
    'exempt, carried out',
    EXEMPT,
    anAccount([exemptUser(UNTIL)]),
    { kind: 'nothing', reason: 'exempt until 2026-12-31 already.' },
    { result: 'done' },
  ],
  [
    'exempt, with one active key',
    EXEMPT,
    anAccount([ONLY_NEW]),
    { kind: 'nothing', reason: '1 active access key: no exemption is needed.' },
    { result: 'done' },
  ],
  refusedCase(
    'exempt, with a new key',
    EXEMPT,
    anAccount([theUser([oldKey(), aKey()])]),
    /^AKIAIOSFODNN7EXAMPLE is active, and the file does not have it/,
  ),
  refusedCase(
    'exempt, as a spreadsheet writes days',
    aRow({ exemptUntil: '31.12.2026', reason: 'x' }),
    anAccount([theUser()]),
    'exemptUntil is "31.12.2026"; expected YYYY-MM-DD or an ISO 8601 date-time with a zone.',
  ),
  refusedCase(
    'exempt, in a month and a day that may be each other',
    aRow({ exemptUntil: '12/31/2026', reason: 'x' }),
    anAccount([theUser()]),
    /expected YYYY-MM-DD/,
  ),
  refusedCase(
    'exempt, for too long',
    aRow({ exemptUntil: '2027-02-20', reason: 'x' }),
    anAccount([theUser()]),
    'exemptUntil is 2027-02-20; expected 2027-02-19 at the latest (exemptionMaxDays).',
  ),
  refusedCase(
    'exempt, over',
    aRow({ exemptUntil: '2026-11-20', reason: 'x' }),
    anAccount([theUser()]),
    'exemptUntil is 2026-11-20, which is over.',
  ),
  refusedCase(
    'exempt, without a reason',
    aRow({ exemptUntil: UNTIL, reason: ' ', ticket: 'OPS-4711' }),
    anAccount([theUser()]),
    'an exemption needs a reason.',
  ),
  refusedCase(
    'exempt, with a reason of other signs',
    aRow({ exemptUntil: UNTIL, reason: '???' }),
    anAccount([theUser()]),
    'the reason has no character that IAM allows in a tag.',
  ),
  refusedCase(
    'exempt, with a long reason',
    aRow({ exemptUntil: UNTIL, reason: 'x'.repeat(257) }),
    anAccount([theUser()]),
    /have 256 characters at most as tags; one has 257\.$/,
  ),
  refusedCase(
    'exempt, a user with 49 tags',
    EXEMPT,
    anAccount([
      theUser(undefined, { tags: Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`t${n}`, ''])) }),
    ]),
    'IAM allows 50 tags on a user; with the exemption there were 52.',
  ),
  refusedCase(
    'both',
    aRow({ keep: NEW, exemptUntil: UNTIL, reason: 'x' }),
    anAccount([theUser()]),
    'keep and exemptUntil are both filled in; expected one of them.',
  ),
  [
    'neither',
    aRow({ reason: 'no idea', keep: ' ' }),
    anAccount([theUser()]),
    { kind: 'undecided' },
    left(/^nobody has decided/),
  ],
  [
    'neither, of a user that complies by now',
    aRow(),
    anAccount([ONLY_NEW]),
    { kind: 'undecided' },
    { result: 'done', reason: '1 active access key.' },
  ],
  refusedCase(
    'another account',
    aRow({ keep: NEW, accountId: '444455556666' }),
    anAccount([theUser()]),
    'the row is about account 444455556666; the account of this command is 111122223333.',
  ),
  refusedCase(
    'a user that could not be read',
    KEEP,
    anAccount([], { unread: new Map([['AIDAALICE0000EXAMPLE', 'AccessDenied']]) }),
    'the user could not be read: AccessDenied.',
  ),
  [
    'a user that was deleted',
    KEEP,
    anAccount([]),
    refusal(
      'no user of account 111122223333 has the id AIDAALICE0000EXAMPLE: the user was deleted, or the row is about another account.',
    ),
    { result: 'done', reason: 'no user of account 111122223333 has the id AIDAALICE0000EXAMPLE any more.' },
  ],
  [
    'a user that was deleted and created again',
    KEEP,
    anAccount([theUser(undefined, { userId: 'AIDAALICE0002EXAMPLE' })]),
    refusal(/another account\. The user alice of now is another one, AIDAALICE0002EXAMPLE\.$/),
    { result: 'left', reason: expect.stringMatching(/another one, AIDAALICE0002EXAMPLE\.$/) },
  ],
];

describe('a row, against the account as it is now', () => {
  it.each(CASES)('%s', (_, row, account, action) => {
    expect(checkRows([placed(row)], account)).toMatchObject([{ place: 'line 2', row, action }]);
  });

  const RESULTS = CASES.map(([title, row, account, , result]) => [title, row, account, result] as const);

  it.each(RESULTS)('%s: what is left', (_title, row, account, result) => {
    expect(compareRows([placed(row)], account)).toMatchObject([
      { place: 'line 2', userId: row.userId, ...result },
    ]);
  });

  it('has the name of now', () => {
    const account = anAccount([theUser(undefined, { userName: 'alice.b' })]);
    expect(
      checkRows([placed(KEEP), placed(aRow({ userId: 'AIDABOB000000EXAMPLE', userName: 'bob' }))], account),
    ).toMatchObject([{ userName: 'alice.b' }, { userName: 'bob' }]);
  });

  it('deactivates all active keys but the one to keep, and each of them is in the file', () => {
    const id = fc.constantFrom(OLD, NEW, 'AKIATHIRD0000EXAMPLE', 'AKIAFOURTH000EXAMPLE');
    const key = fc.record({
      accessKeyId: id,
      status: fc.constantFrom('Active', 'Inactive'),
      createdAt: fc.integer({ min: 0, max: 400 }).map(daysAgo),
      lastUsed: fc.option(fc.integer({ min: 0, max: 400 }).map(used)),
    });
    const keys = fc.uniqueArray(key, { selector: ({ accessKeyId }) => accessKeyId });
    fc.assert(
      fc.property(keys, fc.uniqueArray(id, { minLength: 1 }), id, (now, known, keep) => {
        const user = theUser(now.map((each) => aKey(each)));
        const keysOfFile = known.map((accessKeyId) => aDecisionKey({ accessKeyId }));
        const [checked] = checkRows([placed(aRow({ keep, keys: keysOfFile }))], anAccount([user]));
        if (checked?.action.kind !== 'deactivate') return;
        const active = now.filter(({ status }) => status === 'Active').map(({ accessKeyId }) => accessKeyId);
        expect(known).toEqual(expect.arrayContaining(active));
        expect([keep, ...checked.action.surplusAccessKeyIds].toSorted()).toEqual(active.toSorted());
        expect(active.length).toBeGreaterThan(1);
      }),
    );
  });
});
