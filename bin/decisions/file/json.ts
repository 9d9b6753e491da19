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
export function readDecisionsJson(text: string): readonly PlacedRow[] {
  const { schemaVersion, decisions } = parseFile(text);
  if (schemaVersion !== DECISIONS_VERSION || !Array.isArray(decisions)) {
    const expected = `schemaVersion ${DECISIONS_VERSION} and a list of decisions`;
    refuseProblems([{ place: 'the file', expected, received: String(schemaVersion) }]);
  }
  const values: readonly unknown[] = decisions as never;
  refuseProblems(problemsOfEach(values, (value, index) => problemsOf(ROW, value, `decisions[${index}]`)));
  const rows = (values as readonly DecisionRow[]).map(placed);
  refuseProblems(problemsOfEach(rows, problemsOfRow));
  refuseProblems(problemsBetweenRows(rows));
  return rows.map(({ row, place }) => ({ row, place }));
}

function placed(row: DecisionRow, index: number): UncheckedRow {
  const nameOf: UncheckedRow['nameOf'] = (member) => (member in KEY ? `keys.${member}` : member);
  return { row, place: `decisions[${index}]`, nameOf };
}

function parseFile(text: string): Readonly<Record<string, unknown>> {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new UsageError(`expected JSON; ${String(cause)}`, { cause });
  }
  refuseProblems(problemsOf({ schemaVersion: isText, decisions: Array.isArray }, file, 'the file'));
  return file as Readonly<Record<string, unknown>>;
}

/** The members of an object, and whether a value is what each may have. */
type Members = Readonly<Record<string, (value: unknown) => boolean>>;

const isText = (value: unknown): boolean => typeof value === 'string';

const isNumber = (value: unknown): boolean => typeof value === 'number';

const KEY = {
  accessKeyId: isText,
  ageDays: isNumber,
  lastUsedAt: (value) => value === null || isText(value),
  unusedDays: isNumber,
} as const satisfies Readonly<Record<keyof DecisionKey, Members[string]>>;

const ROW: Readonly<Record<keyof DecisionRow, Members[string]>> = {
  accountId: isText,
  userName: isText,
  userId: isText,
  readAt: isText,
  privileged: isText,
  tags: isText,
  keys: (value) => Array.isArray(value) && value.every((key) => problemsOf(KEY, key, '').length === 0),
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
function problemsOf(members: Members, value: unknown, place: string): readonly Problem[] {
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
