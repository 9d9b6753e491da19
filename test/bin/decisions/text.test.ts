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
    expect(describeComparison(comparisonOf(rows, new Date(0)))).toBe(`${expected}2 decisions: 2 done.\n`);
  });
});
