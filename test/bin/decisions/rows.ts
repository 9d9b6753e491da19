import fc from 'fast-check';
import type { DecisionKey, DecisionRow, PlacedRow } from '../../../bin/decisions/row.ts';
import { UNDECIDED } from '../../../bin/decisions/row.ts';

/** The keys of `aRow`: the first is the older one and was never used. */
export const [OLD, NEW] = ['AKIAGONE00000EXAMPLE', 'AKIAKEPT00000EXAMPLE'] as const;

/** A key as a decision file has it. */
export function aDecisionKey(changes: Partial<DecisionKey> = {}): DecisionKey {
  return { accessKeyId: OLD, ageDays: 800, lastUsedAt: null, unusedDays: 800, ...changes };
}

/** The row of the user of `aSurplusUser`, as it was read on 2026-11-21; nobody has decided yet. */
export function aRow(changes: Partial<DecisionRow> = {}): DecisionRow {
  return {
    accountId: '111122223333',
    userName: 'alice',
    userId: 'AIDAALICE0000EXAMPLE',
    readAt: '2026-11-21T09:00:00.000Z',
    privileged: 'no',
    tags: '',
    keys: [
      aDecisionKey(),
      aDecisionKey({ accessKeyId: NEW, ageDays: 20, lastUsedAt: '2026-11-20T09:00:00.000Z', unusedDays: 1 }),
    ],
    suggestedKeep: NEW,
    refusalCode: '',
    explanation: `2 active access keys. Keep ${NEW}; deactivate ${OLD}.`,
    ...UNDECIDED,
    ...changes,
  };
}

/** A row at the second line of its file. */
export const placed = (row: DecisionRow): PlacedRow => ({ row, place: 'line 2' });

const id = (prefix: string) => fc.stringMatching(/^[A-Z0-9]{16}$/).map((rest) => `${prefix}${rest}`);

/** Texts of any characters, and those that mean something to a spreadsheet, to CSV or to JSON. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.constantFrom(
    '=1+1',
    "'=1+1",
    "''+x",
    ' =x',
    '\t=x',
    '-',
    '@team',
    '#NAME?',
    "'#NAME?",
    ' Err:509 ',
    'a;b',
    'a,"b"',
    '"',
    'a\r\nb',
    '\ufeff',
    '+\n',
    "'",
    'never',
    '2026-12-31',
    '1.11E+11',
    '__proto__',
    ' ',
    '\u202e=',
    '＝x',
    "'　＝x",
  ),
);

const anyKey: fc.Arbitrary<DecisionKey> = fc.record({
  accessKeyId: id('AKIA'),
  ageDays: fc.nat(9_999),
  lastUsedAt: fc.option(
    fc
      .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
  ),
  unusedDays: fc.nat(9_999),
});

/** Any row that a file may have. */
export const anyRow: fc.Arbitrary<DecisionRow> = fc.record({
  accountId: fc.stringMatching(/^[0-9]{12}$/),
  userName: anyText.filter((text) => text !== ''),
  userId: id('AIDA'),
  readAt: anyText,
  privileged: anyText,
  tags: anyText,
  keys: fc.uniqueArray(anyKey, { minLength: 1, maxLength: 4, selector: ({ accessKeyId }) => accessKeyId }),
  suggestedKeep: anyText,
  refusalCode: anyText,
  explanation: anyText,
  keep: anyText,
  exemptUntil: anyText,
  reason: anyText,
  owner: anyText,
  decidedBy: anyText,
  ticket: anyText,
});

/** Any rows of different users. */
export const anyRows: fc.Arbitrary<DecisionRow[]> = fc.uniqueArray(anyRow, {
  maxLength: 5,
  selector: ({ accountId, userId }) => `${accountId} ${userId}`,
});
