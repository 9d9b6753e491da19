import { UsageError } from '../../command-line/errors.ts';
import { toSafeJson } from '../../formats/safe-json.ts';
import { DECISIONS_VERSION, type DecisionKey, type DecisionRow, type PlacedRow } from '../row.ts';
import { type Problem, problemsOfEach, refuseProblems } from './problems.ts';
import { problemsBetweenRows, problemsOfRow, type UncheckedRow } from './read-row.ts';

/**
 * Rows as JSON, as `decisions.schema.json` describes it: one row a line, so that a review shows which row has
 * changed.
 */
export function toDecisionsJson(rows: readonly DecisionRow[]): string {
  const lines = rows.map((row) => toSafeJson(row, 0).trimEnd());
  return `{\n"schemaVersion": "${DECISIONS_VERSION}",\n"decisions": [\n${lines.join(',\n')}\n]\n}\n`;
}

/**
 * The rows of a decision file in JSON. Throws `UsageError`, which names rows and members, for another
 * version, for a member that is missing or unknown, and for values that cannot be what was written.
 */
export function parseDecisionsJson(text: string): readonly PlacedRow[] {
  const { schemaVersion, decisions } = parseFile(text);
  if (schemaVersion !== DECISIONS_VERSION) {
    const expected = `schemaVersion ${DECISIONS_VERSION} and a list of decisions`;
    refuseProblems([{ place: 'the file', expected, received: schemaVersion }]);
  }
  refuseProblems(problemsOfEach(decisions, (row, index) => problemsOf(ROW, row, `decisions[${index}]`)));
  const rows = (decisions as readonly DecisionRow[]).map(placed);
  refuseProblems(problemsOfEach(rows, problemsOfRow));
  refuseProblems(problemsBetweenRows(rows));
  return rows.map(({ row, place }) => ({ row, place }));
}

function placed(row: DecisionRow, index: number): UncheckedRow {
  const nameOf: UncheckedRow['nameOf'] = (member) => (member in KEY ? `keys.${member}` : member);
  return { row, place: `decisions[${index}]`, nameOf };
}

function parseFile(text: string): DecisionFile {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new UsageError(`expected JSON; ${String(cause)}`, { cause });
  }
  refuseProblems(problemsOf(FILE, file, 'the file'));
  return file as DecisionFile;
}

interface DecisionFile {
  readonly schemaVersion: string;
  readonly decisions: readonly unknown[];
}

/** The members of an object, and whether a value is what each may have. */
type Checks = Readonly<Record<string, (value: unknown) => boolean>>;

/** The same of a type, so that a check of another type than its member does not compile. */
type Members<Value> = { readonly [Name in keyof Value]: (value: unknown) => value is Value[Name] };

const isText = (value: unknown): value is string => typeof value === 'string';

const isNumber = (value: unknown): value is number => typeof value === 'number';

const FILE: Members<DecisionFile> = { schemaVersion: isText, decisions: Array.isArray };

const KEY: Members<DecisionKey> = {
  accessKeyId: isText,
  ageDays: isNumber,
  lastUsedAt: (value) => value === null || isText(value),
  unusedDays: isNumber,
};

const isKey = (value: unknown): boolean => problemsOf(KEY, value, '').length === 0;

const ROW: Members<DecisionRow> = {
  accountId: isText,
  userName: isText,
  userId: isText,
  readAt: isText,
  privileged: isText,
  tags: isText,
  keys: (value): value is readonly DecisionKey[] => Array.isArray(value) && value.every(isKey),
  suggestedKeep: isText,
  refusalCode: isText,
  explanation: isText,
  keep: isText,
  exemptUntil: isText,
  reason: isText,
  owner: isText,
  decidedBy: isText,
  ticket: isText,
};

/** What is wrong with the members of a value: each must be there, with a value of its kind, and no other. */
function problemsOf(members: Checks, value: unknown, place: string): readonly Problem[] {
  const names = Object.keys(members);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ place, expected: `an object with ${names.join(', ')}`, received: kindOf(value) }];
  }
  const given = new Map(Object.entries(value));
  const wrong = names.filter((name) => !members[name]?.(given.get(name)));
  const unknown = [...given.keys()].filter((name) => !names.includes(name));
  return [
    ...wrong.map((name) => ({ place, expected: `the member ${name}`, received: kindOf(given.get(name)) })),
    ...unknown.map((name) => ({ place, expected: `only ${names.join(', ')}`, received: name })),
  ];
}

/** What a value is, without its content, which may be nested deeply. */
function kindOf(value: unknown): string {
  if (value === undefined) return '';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a value of the type ${typeof value}`;
}
