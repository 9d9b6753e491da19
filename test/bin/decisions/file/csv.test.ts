import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../bin/command-line/errors.ts';
import { COLUMNS } from '../../../../bin/decisions/file/csv-columns.ts';
import { parseDecisionsCsv } from '../../../../bin/decisions/file/parse-csv.ts';
import { toDecisionsCsv } from '../../../../bin/decisions/file/write-csv.ts';
import type { DecisionRow } from '../../../../bin/decisions/row.ts';
import { clean } from '../../../../bin/formats/clean.ts';
import { parseCsv } from '../../../../bin/inventory/parse-csv.ts';
import { anyRows, aRow, NEW } from '../rows.ts';

const rowsOf = (text: string) => parseDecisionsCsv(text).map(({ row }) => row);

/**
 * A row whose texts have a space in the place of what a terminal would interpret, as the writer writes them.
 */
function cleaned(row: DecisionRow): DecisionRow {
  const texts = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'string' ? clean(value) : value,
  ]);
  return Object.fromEntries(texts);
}

const DECIDED = aRow({ keep: NEW, reason: 'naïve, "quoted"; two\nlines', owner: '@team', ticket: '4711' });

/** The text of the row with cells as a spreadsheet shows them, written by another writer of CSV. */
function spreadsheet(cells: Readonly<Record<string, string>> = {}, options: object = {}): string {
  const [header = [], record = []] = parseCsv(toDecisionsCsv([DECIDED]));
  const written = header.map((column, index) => cells[column] ?? record[index] ?? '');
  return stringify([header, written], options);
}

describe('a decision file in CSV', () => {
  it('read back has the same rows, whatever the texts', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        expect(rowsOf(toDecisionsCsv(rows))).toEqual(rows.map(cleaned));
      }),
    );
  });

  it('written again is the same file', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const text = toDecisionsCsv(rows);
        expect(toDecisionsCsv(rowsOf(text))).toBe(text);
      }),
    );
  });

  it('has no cell that a spreadsheet takes for a formula or for a number of twelve digits', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const [, ...records] = parseCsv(toDecisionsCsv(rows));
        expect(records.flat().filter((cell) => /^\s*[=+\-@＝＋－＠]|^\d{12}$/u.test(cell))).toEqual([]);
      }),
    );
  });

  it('has the columns in which people write at the end, and a row for each user', () => {
    expect(toDecisionsCsv([aRow()])).toBe(
      `${COLUMNS.join(',')}\r\n` +
        "'111122223333,alice,AIDAALICE0000EXAMPLE,2026-11-21T09:00:00.000Z,no,," +
        'AKIAGONE00000EXAMPLE; AKIAKEPT00000EXAMPLE,800; 20,never; 2026-11-20T09:00:00.000Z,800; 1,' +
        'AKIAKEPT00000EXAMPLE,,2 active access keys. Keep AKIAKEPT00000EXAMPLE; deactivate AKIAGONE00000EXAMPLE.' +
        ',,,,,,\r\n',
    );
  });
});

describe('what a spreadsheet does to a file is understood', () => {
  const expected = [cleaned(DECIDED)];

  it.each<readonly [string, string]>([
    ['a byte order mark', `\ufeff${spreadsheet()}`],
    ['CRLF', spreadsheet({}, { record_delimiter: '\r\n' })],
    ['LF', spreadsheet({}, { record_delimiter: '\n' })],
    ['CR', spreadsheet({}, { record_delimiter: '\r' })],
    ['no end of the last line', spreadsheet().trimEnd()],
    ['semicolons', spreadsheet({}, { delimiter: ';' })],
    ['tabs', spreadsheet({}, { delimiter: '\t' })],
    ['quotation marks around every cell', spreadsheet({}, { quoted: true })],
    ['semicolons and quotation marks', spreadsheet({}, { delimiter: ';', quoted: true })],
    ['empty rows at the end', `${spreadsheet()}${','.repeat(COLUMNS.length - 1)}\n\n , \n`],
    ['an account id without its apostrophe', spreadsheet({ accountId: '111122223333' })],
    [
      'ids with spaces around them',
      spreadsheet({ accountId: " '111122223333 ", userId: ' AIDAALICE0000EXAMPLE ' }),
    ],
    [
      'line ends within a list of keys',
      spreadsheet({ accessKeyIds: 'AKIAGONE00000EXAMPLE;\r\nAKIAKEPT00000EXAMPLE' }),
    ],
  ])('%s', (_, text) => {
    expect(rowsOf(text)).toEqual(expected);
  });

  it('empty columns at the end', () => {
    const text = spreadsheet({}, { record_delimiter: '\n' })
      .split('\n')
      .map((line) => (line === '' ? '' : `${line},,`))
      .join('\n');
    expect(rowsOf(text)).toEqual(expected);
  });

  it('empty cells at the end that are left out', () => {
    const text = toDecisionsCsv([aRow()]).replace(/,+\r\n$/, '\r\n');
    expect(rowsOf(text)).toEqual([aRow()]);
  });

  it('columns in another order', () => {
    const [header = [], record = []] = parseCsv(toDecisionsCsv([DECIDED]));
    expect(rowsOf(stringify([header.toReversed(), record.toReversed()]))).toEqual(expected);
  });

  it('a text with line ends keeps them', () => {
    const [row] = rowsOf(spreadsheet({ reason: 'one\r\ntwo' }));
    expect(row?.reason).toBe('one\ntwo');
  });
});

describe('what cannot be what was written is refused, with its line and its column', () => {
  it.each<readonly [string, string, RegExp]>([
    ['nothing', '', /line 1: expected the column accountId; received ""; .*; and others$/],
    [
      'no column keep',
      spreadsheet().replace(',keep,', ',stay,'),
      /^line 1: expected the column keep; received ""; line 1: expected each column of a decision file once, and no other; received "stay"$/,
    ],
    ['an unknown column', spreadsheet().replace(',ticket', ',ticket,note'), /^line 1: .*received "note"$/],
    ['a column twice', spreadsheet().replace(',ticket', ',ticket,owner'), /^line 1: .*received "owner"$/],
    [
      'a column without a name that has cells',
      `${spreadsheet().trimEnd()},x\n`,
      /^line 2: expected 19 cells at most \(.*\); received "x"$/,
    ],
    [
      'an account id as a number',
      spreadsheet({ accountId: '1.11122E+11' }),
      /^line 2, column accountId: expected the 12 digits of an account \(.*\); received "1\.11122E\+11"$/,
    ],
    [
      'an account id that lost its zeros',
      spreadsheet({ accountId: '1122223333' }),
      /^line 2, column accountId: .*received "1122223333"$/,
    ],
    [
      'no name',
      spreadsheet({ userName: '' }),
      /^line 2, column userName: expected the name of the user; received ""$/,
    ],
    [
      'a user id that is none',
      spreadsheet({ userId: 'alice' }),
      /^line 2, column userId: expected the unique id of a user, AIDA…; received "alice"$/,
    ],
    ['no keys', spreadsheet({ accessKeyIds: '' }), /^line 2, column accessKeyIds: /],
    [
      'a key twice',
      spreadsheet({ accessKeyIds: `${NEW}; ${NEW}` }),
      /^line 2, column accessKeyIds: expected the ids of different access keys/,
    ],
    ['a key that is none', spreadsheet({ accessKeyIds: `${NEW}; rm -rf` }), /^line 2, column accessKeyIds: /],
    [
      'one use for two keys',
      spreadsheet({ lastUsedAt: 'never' }),
      /^line 2, column lastUsedAt: expected never or an ISO 8601 date-time for each key; received "; "$/,
    ],
    [
      'a use as a spreadsheet writes it',
      spreadsheet({ lastUsedAt: 'never; 20.11.26' }),
      /^line 2, column lastUsedAt: /,
    ],
    [
      'days that are no number',
      spreadsheet({ unusedDays: '800; x' }),
      /^line 2, column unusedDays: expected whole days for each key/,
    ],
    [
      'a formula',
      spreadsheet({ keep: '=HYPERLINK("https://example.com")' }),
      /^line 2, column keep: expected a text, not a formula; received "=HYPERLINK/,
    ],
    [
      'a formula after spaces',
      spreadsheet({ reason: ' =1+1' }),
      /^line 2, column reason: expected a text, not a formula/,
    ],
    [
      'the error of a formula',
      spreadsheet({ reason: '#NAME?' }),
      /^line 2, column reason: expected a text, not the error of a formula; received "#NAME\?"$/,
    ],
    ['a quotation mark that does not end', `${spreadsheet()}"`, /^expected CSV; Quote Not Closed/],
    ['a quotation mark within a text', `${COLUMNS.join(',')}\na"b`, /^expected CSV; Invalid Opening Quote/],
    ['HTML', '<!doctype html><table><tr><td>', /^line 1: expected the column accountId/],
  ])('%s', (_, text, message) => {
    const read = () => parseDecisionsCsv(text);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });

  it('a user twice names both lines; the same user of another account is another user', () => {
    const text = toDecisionsCsv([aRow(), aRow({ accountId: '444455556666' }), aRow({ userName: 'bob' })]);
    expect(() => parseDecisionsCsv(text)).toThrow(
      /^line 4: expected each user of an account once, as in line 2; received "AIDAALICE0000EXAMPLE"$/,
    );
  });

  it('the line is right after texts of several lines', () => {
    const [header = [], record = []] = parseCsv(toDecisionsCsv([DECIDED]));
    const withLines = record.map((cell, index) => (header[index] === 'reason' ? 'a\nb\nc' : cell));
    const wrong = record.map((cell, index) => (header[index] === 'userId' ? 'x' : cell));
    for (const options of [{}, { record_delimiter: '\r\n', quoted: true }]) {
      expect(() => parseDecisionsCsv(stringify([header, withLines, wrong], options))).toThrow(
        /^line 5, column userId/,
      );
    }
  });

  it('five problems are named', () => {
    const rows = Array.from({ length: 7 }, (_, n) => aRow({ userId: `AIDA${n}` }));
    expect(() => parseDecisionsCsv(toDecisionsCsv(rows))).toThrow(
      /^line 2, .*; line 6, [^;]*; received "AIDA4"; and others$/,
    );
  });

  it('any text is read or is wrong usage', () => {
    const piece = fc.constantFrom(
      ...COLUMNS,
      ',',
      ';',
      '\t',
      '"',
      '\r',
      '\n',
      "'",
      '=',
      '\ufeff',
      '\0',
      NEW,
      '{',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    const header = COLUMNS.join(',');
    fc.assert(
      fc.property(text, fc.boolean(), (tail, hasHeader) => {
        try {
          parseDecisionsCsv(hasHeader ? `${header}\n${tail}` : tail);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});
