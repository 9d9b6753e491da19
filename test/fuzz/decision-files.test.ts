import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../bin/command-line/errors.ts';
import { COLUMNS, cellsOf } from '../../bin/decisions/file/csv-columns.ts';
import { readDecisions } from '../../bin/decisions/file/decision-file.ts';
import { toDecisionsJson } from '../../bin/decisions/file/json.ts';
import type { PlacedRow } from '../../bin/decisions/row.ts';
import { aRow, NEW } from '../bin/decisions/rows.ts';
import { assertLaw, nearlyValid, nearlyValidText, unusualValues } from '../support/fuzz.ts';

const ROWS = [
  aRow({ keep: NEW, reason: 'naïve', decidedBy: 'ops' }),
  aRow({ userName: 'bob', userId: 'AIDABOB00000EXAMPLE', exemptUntil: '2026-12-31', reason: 'ends soon' }),
];

const TABLE: readonly (readonly string[])[] = [
  [...COLUMNS],
  ...ROWS.map((row) => COLUMNS.map((column) => cellsOf(row)[column])),
];

const cellsChange = fc
  .record({ row: fc.nat(TABLE.length - 1), column: fc.nat(COLUMNS.length - 1) })
  .chain(({ row, column }) =>
    fc.record({
      row: fc.constant(row),
      column: fc.constant(column),
      cells: fc.oneof(
        { weight: 4, arbitrary: nearlyValidText(TABLE[row]?.[column] ?? '').map((cell) => [cell]) },
        { weight: 1, arbitrary: fc.array(fc.string({ unit: 'binary', maxLength: 9 }), { maxLength: 2 }) },
        { weight: 1, arbitrary: fc.constantFrom(['=1+1'], ['1.11E+11'], ['#NAME?'], ['"'], ['a\nb'], []) },
      ),
    }),
  );

/**
 * A file as spreadsheets and scripts write it, in which some cells are others, are missing or are additional.
 */
const csv = fc
  .tuple(
    fc.array(cellsChange, { maxLength: 3 }),
    fc.constantFrom(',', ';', '\t'),
    fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
    fc.boolean(),
  )
  .map(([changes, separator, end, isQuoted]) => {
    const records = TABLE.map((record) => [...record]);
    for (const { row, column, cells } of changes) records[row]?.splice(column, 1, ...cells);
    const textOf = (cell: string) => (isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell);
    return records.map((record) => record.map(textOf).join(separator)).join(end);
  });

const FILE: { readonly decisions: readonly unknown[] } = JSON.parse(toDecisionsJson(ROWS));
const json = fc
  .oneof(
    nearlyValid(FILE.decisions[0]).map((row) => ({ ...FILE, decisions: [row, FILE.decisions[1]] })),
    nearlyValid({ ...FILE, decisions: [] }),
    unusualValues,
  )
  .map((each) => JSON.stringify(each) ?? '');

const anyBytes = fc.uint8Array({ maxLength: 300 });

/** A text, the text with a small difference, or bytes. */
const contentOf = (texts: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 8, arbitrary: texts },
    { weight: 1, arbitrary: texts.chain(nearlyValidText) },
    { weight: 1, arbitrary: texts.map((text) => `\uFEFF${text}`) },
    { weight: 1, arbitrary: anyBytes },
  );

describe('a decision file with arbitrary content', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['decisions.csv', contentOf(csv)],
    ['decisions.json', contentOf(json)],
  ])('%s leads to rows with ids and texts, or to a UsageError', (name, inputs) =>
    assertLaw({
      inputs,
      read: (content) => {
        writeFileSync(join(folder, name), content);
        return readDecisions(join(folder, name));
      },
      contract: expectRows,
      errors: [UsageError],
      numRuns: 400,
    }),
  );
});

function expectRows(rows: readonly PlacedRow[]): void {
  const users = rows.map(({ row: { accountId, userId } }) => `${accountId} ${userId}`);
  expect(new Set(users).size).toBe(users.length);
  for (const { row, place } of rows) {
    const { keys, ...texts } = row;
    expect(place).toMatch(/^(line \d+|decisions\[\d+\])$/);
    for (const text of Object.values(texts)) expect(typeof text).toBe('string');
    expect(row.accountId).toMatch(/^\d{12}$/);
    expect(row.userId).toMatch(/^AIDA[A-Z0-9]{12,124}$/);
    expect(row.userName).not.toBe('');
    expect(keys.length).toBeGreaterThan(0);
    for (const { accessKeyId, ageDays, unusedDays, lastUsedAt } of keys) {
      expect(accessKeyId).toMatch(/^AKIA[A-Z0-9]{12,124}$/);
      for (const days of [ageDays, unusedDays]) expect(Number.isSafeInteger(days) && days >= 0).toBe(true);
      expect(['string', 'object']).toContain(typeof lastUsedAt);
    }
  }
}
