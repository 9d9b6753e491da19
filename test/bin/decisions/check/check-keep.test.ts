import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRows } from '../../../../bin/decisions/check/check-rows.ts';
import { DEFAULT_POLICY } from '../../../../policy/parameters.ts';
import { aKey, daysAgo } from '../../inventories.ts';
import { aDecisionKey, aRow, NEW, OLD, placed } from '../rows.ts';
import {
  anAccount,
  type Case,
  exemptUser,
  KEEP,
  left,
  newKey,
  ONLY_NEW,
  oldKey,
  refusal,
  refusedCase,
  testCases,
  theUser,
  UNTIL,
  used,
} from './row-cases.ts';

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
  ...['2026-11-14T11:00:00+02', 'a week ago'].map((lastUsedAt) =>
    refusedCase(
      `keep, and the other key that was idle since "${lastUsedAt}" is in use`,
      aRow({
        keep: NEW,
        keys: [aDecisionKey({ lastUsedAt, unusedDays: 7 }), aDecisionKey({ accessKeyId: NEW })],
      }),
      anAccount([theUser([oldKey({ lastUsed: used(2) }), newKey()])]),
      /was used on 2026-11-19, after people had decided/,
    ),
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
];

describe('a row that names the key to keep, against the account as it is now', () => {
  testCases(CASES);

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
