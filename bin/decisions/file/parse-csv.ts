import { CsvError, type Options, parse } from 'csv-parse/sync';
import { UsageError } from '../../command-line/errors.ts';
import { PEOPLE_MEMBERS, type PlacedRow } from '../row.ts';
import { type Cells, COLUMNS, type Column, rowOfCells } from './csv-columns.ts';
import { type Problem, problemsOfEach, refuseProblems } from './problems.ts';
import { problemsBetweenRows, problemsOfRow, type UncheckedRow } from './read-row.ts';
import { spreadsheetValueIn, unprotected } from './spreadsheet-text.ts';

/** A record of the file, and the number of its first line. */
interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

/**
 * The rows of a decision file as a spreadsheet may have saved it: with a byte order mark, with commas,
 * semicolons or tabs, with any line ends, with empty rows and columns at the end, with its columns in another
 * order. Throws `UsageError`, which names lines and columns, for a file that lacks a column or has another
 * one, and for values that cannot be what was written.
 */
export function parseDecisionsCsv(text: string): readonly PlacedRow[] {
  const [header, ...records] = recordsIn(text);
  const columns = columnsOf(header?.fields ?? []);
  refuseProblems(problemsOfEach(records, (record) => problemsOfRecord(record, columns)));
  const rows = records.map((record) => rowOf(record, columns));
  refuseProblems(problemsOfEach(rows, problemsOfRow));
  refuseProblems(problemsBetweenRows(rows));
  return rows.map(({ row, place }) => ({ row, place }));
}

function recordsIn(text: string): readonly CsvRecord[] {
  // One kind of line end: the parser counts a CRLF within quotation marks as two lines.
  const lines = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
  const records: CsvRecord[] = [];
  const options: Options = {
    delimiter: delimiterOf(lines),
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    to: MAX_RECORDS + 1,
    on_record: (fields, info) => {
      records.push({ fields, line: info.lines - lineEndsIn(fields) });
      return fields;
    },
  };
  try {
    parse(lines, options);
    if (records.length > MAX_RECORDS) throw new UsageError(`expected at most ${MAX_RECORDS} rows`);
    return records;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new UsageError(`expected CSV; ${cause.message}`, { cause });
  }
}

/**
 * A row that `preview` wrote has 200 bytes or more, so that no such file has so many. A file that is
 * something else may have a record in every few bytes, and the parser takes a tenth of a millisecond for each
 * of them.
 */
const MAX_RECORDS = 50_000;

/** The parser tells the last line of a record. */
function lineEndsIn(fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + field.split('\n').length - 1, 0);
}

/** The sign that separates the names of the columns, none of which contains it. */
function delimiterOf(text: string): string {
  return /^[^\n]*?([,;\t])/.exec(text)?.[1] ?? ',';
}

/** The columns of the file, in its order. Throws `UsageError` unless they are ours, each once. */
function columnsOf(header: readonly string[]): readonly Column[] {
  const names = header.map((name) => name.trim());
  while (names.at(-1) === '') names.pop();
  const missing = COLUMNS.filter((column) => !names.includes(column));
  const unknown = names.filter((name, index) => !isColumn(name) || names.indexOf(name) !== index);
  const problems = [
    ...missing.map((name) => problemOfHeader(`the column ${name}`, '')),
    ...unknown.map((name) => problemOfHeader('each column of a decision file once, and no other', name)),
  ];
  refuseProblems(problems);
  return names.filter(isColumn);
}

const isColumn = (name: string): name is Column => COLUMNS.some((column) => column === name);

function problemOfHeader(expected: string, received: string): Problem {
  return { place: 'line 1', expected, received };
}

/** What a spreadsheet has put in the place of a text, and cells beyond the last column. */
function problemsOfRecord({ fields, line }: CsvRecord, columns: readonly Column[]): readonly Problem[] {
  const place = (column: string) => `line ${line}, column ${column}`;
  const beyond = fields.slice(columns.length).find((field) => field.trim() !== '');
  const ofPeople = columns.flatMap((column, index) => {
    if (!PEOPLE_MEMBERS.some((member) => member === column)) return [];
    const field = fields[index] ?? '';
    const value = spreadsheetValueIn(field);
    return value === undefined
      ? []
      : [{ place: place(column), expected: `a text, not ${value}`, received: field }];
  });
  if (beyond === undefined) return ofPeople;
  const expected = `${columns.length} cells at most (a text with the separator stands in quotation marks)`;
  return [...ofPeople, { place: `line ${line}`, expected, received: beyond }];
}

const COLUMN_OF = { accessKeyId: 'accessKeyIds' } as const satisfies Partial<Record<string, Column>>;

function rowOf({ fields, line }: CsvRecord, columns: readonly Column[]): UncheckedRow {
  // Spreadsheets leave out empty cells at the end of a line.
  const cells = columns.map((column, index) => [column, unprotected(fields[index] ?? '')]);
  const row = rowOfCells(Object.fromEntries(cells) as Cells);
  return {
    row: { ...row, accountId: row.accountId.replace(/^'/, '') },
    place: `line ${line}`,
    nameOf: (member) => `column ${member === 'accessKeyId' ? COLUMN_OF.accessKeyId : member}`,
  };
}
