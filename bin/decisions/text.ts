import { clean } from '../formats/clean.ts';
import { count } from '../formats/words.ts';
import type { CheckedRow, DecidedExemption } from './check/action.ts';
import type { DecisionResult } from './check/compare-rows.ts';
import type { Comparison } from './comparison.ts';

/**
 * What is to be done about a row, in one line; empty if nobody has decided, since most rows of a file may be
 * such.
 */
export function describeRow(checked: CheckedRow): string {
  const { action } = checked;
  if (action.kind === 'undecided') return '';
  return `${clean(`${nameIn(checked)}: ${wordsFor(action)}`)}\n`;
}

/** The name of now, and that of the file if it is another one. */
function nameIn({ row, place, userName, action }: CheckedRow): string {
  const before = userName === row.userName ? '' : ` (${row.userName} in the file)`;
  return `${userName}${before}${action.kind === 'refused' ? `, ${place}` : ''}`;
}

function wordsFor(action: CheckedRow['action']): string {
  switch (action.kind) {
    case 'deactivate':
      return `to be remediated. ${action.explanation}`;
    case 'exempt': {
      const before = action.replaced ? `; replaces: exempt ${exemptionText(action.replaced)}` : '';
      return `to be exempt ${exemptionText(action.exemption)}${before}`;
    }
    case 'nothing':
      return `nothing to do: ${action.reason}`;
    case 'refused':
      return `refused: ${action.reason}`;
    case 'undecided':
      return action.reason;
  }
}

function exemptionText({ until, reason, owner }: DecidedExemption): string {
  return `until ${until}: ${reason}${owner ? ` (owner: ${owner})` : ''}`;
}

/** How many rows of a file are which, in one line. */
export function describeRows(rows: readonly CheckedRow[]): string {
  const countOf = (wanted: CheckedRow['action']['kind']) =>
    rows.filter(({ action }) => action.kind === wanted).length;
  return counted(rows.length, [
    [countOf('deactivate'), 'to be remediated'],
    [countOf('exempt'), 'to be exempt'],
    [countOf('nothing'), 'with nothing to do'],
    [countOf('refused'), 'refused'],
    [countOf('undecided'), 'undecided'],
  ]);
}

function counted(rows: number, parts: readonly (readonly [number, string])[]): string {
  const counts = parts.filter(([number]) => number > 0).map(([number, label]) => `${number} ${label}`);
  return `${count(rows, 'decision')}: ${counts.join(', ') || 'none'}.\n`;
}

const RESULT_WORDS: Readonly<Record<DecisionResult, string>> = {
  done: 'done',
  left: 'NOT DONE',
  contradicted: 'CONTRADICTED',
};

/** What became of each row, a line each, the numbers, and the users without a row. */
export function describeComparison({ decisions, summary, missing }: Comparison): string {
  // Users of the same name in two accounts have nothing to do with each other.
  const isSeveral = new Set([...decisions, ...missing].map(({ accountId }) => accountId)).size > 1;
  const lines = decisions.map(({ accountId, userName, place, result, reason }) => {
    const user = isSeveral ? `${accountId} ${userName}` : userName;
    return `${clean(`${RESULT_WORDS[result]}: ${user}, ${place}: ${reason}`)}\n`;
  });
  const numbers = counted(decisions.length, [
    [summary.done, 'done'],
    [summary.left, 'not done'],
    [summary.contradicted, 'contradicted'],
  ]);
  return `${lines.join('')}${numbers}${describeMissing(missing, isSeveral)}`;
}

/** How many names a line has at most; the JSON has all of them. */
const MOST_NAMES = 20;

function describeMissing(missing: Comparison['missing'], isSeveral: boolean): string {
  if (missing.length === 0) return '';
  const names = missing.map(({ accountId, userName }) => (isSeveral ? `${accountId} ${userName}` : userName));
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : '';
  const are = missing.length === 1 ? 'is NON_COMPLIANT and has' : 'are NON_COMPLIANT and have';
  const list = `${names.slice(0, MOST_NAMES).join(', ')}${more}`;
  return `${clean(`MISSING: ${count(missing.length, 'user')} ${are} no row: ${list}.`)}\n`;
}
