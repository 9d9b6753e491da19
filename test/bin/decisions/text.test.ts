import { describe, expect, it } from 'vitest';
import type { ComparedRow } from '../../../bin/decisions/check/compare-rows.ts';
import { comparisonOf } from '../../../bin/decisions/comparison.ts';
import { decisionOf } from '../../../bin/decisions/row.ts';
import { describeComparison, describeRow } from '../../../bin/decisions/text.ts';
import { aRow, placed } from './rows.ts';

const compared = (place: string, accountId: string): ComparedRow => ({
  ...aRow(),
  decision: decisionOf(aRow()),
  place,
  accountId,
  result: 'done',
  reason: 'one.',
});

const [OWN, OTHER] = ['111122223333', '123456789012'];

it.each([
  ['none is in force', null, ''],
  [
    'somebody else exempted the user since',
    { until: '2027-01-31', reason: 'a move\u001b', owner: 'team-network' },
    '; replaces: exempt until 2027-01-31: a move  (owner: team-network)',
  ],
] as const)('an exemption says which one it replaces: %s', (_, replaced, expected) => {
  const exemption = { until: '2026-12-31', reason: 'two pipelines', owner: '' };
  const action = { kind: 'exempt', exemption, replaced } as const;
  expect(describeRow({ ...placed(aRow()), userName: 'alice', action })).toBe(
    `alice: to be exempt until 2026-12-31: two pipelines${expected}\n`,
  );
});

describe('what became of each row', () => {
  it.each([
    ['of one account', [OWN, OWN], 'done: alice, line 2: one.\ndone: alice, line 3: one.\n'],
    [
      'of two accounts, which may have users of the same name',
      [OWN, OTHER],
      `done: ${OWN} alice, line 2: one.\ndone: ${OTHER} alice, line 3: one.\n`,
    ],
  ] as const)('%s', (_, accounts, expected) => {
    const rows = accounts.map((accountId, index) => compared(`line ${index + 2}`, accountId));
    expect(describeComparison(comparisonOf({ decisions: rows, missing: [] }, new Date(0)))).toBe(
      `${expected}2 decisions: 2 done.\n`,
    );
  });
});

describe('users without a row', () => {
  const missing = (names: readonly string[], accountId = OWN) =>
    names.map((userName) => ({ accountId, userName, userId: 'AIDAALICE0000EXAMPLE', explanation: '' }));
  const names = Array.from({ length: 22 }, (_, n) => `user-${n}`);

  it.each([
    ['one', missing(['alice']), '1 user is NON_COMPLIANT and has no row: alice.'],
    ['two', missing(['alice', 'bob']), '2 users are NON_COMPLIANT and have no row: alice, bob.'],
    [
      'of two accounts',
      [...missing(['alice']), ...missing(['alice'], '444455556666')],
      `2 users are NON_COMPLIANT and have no row: ${OWN} alice, 444455556666 alice.`,
    ],
    [
      'many',
      missing(names),
      `22 users are NON_COMPLIANT and have no row: ${names.slice(0, 20).join(', ')}, and 2 more.`,
    ],
    ['a name that is none', missing(['\u001b[2J']), '1 user is NON_COMPLIANT and has no row:  [2J.'],
  ])('%s', (_, users, sentence) => {
    const text = describeComparison(comparisonOf({ decisions: [], missing: users }, new Date(0)));
    expect(text).toBe(`0 decisions: none.\nMISSING: ${sentence}\n`);
  });
});
