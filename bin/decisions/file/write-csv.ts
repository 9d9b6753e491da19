import { clean } from '../../formats/clean.ts';
import { toCsvText } from '../../formats/csv-text.ts';
import type { DecisionRow } from '../row.ts';
import { COLUMNS, cellsOf } from './csv-columns.ts';
import { toProtected } from './spreadsheet-text.ts';

/**
 * Rows as CSV for a spreadsheet, by the writer of all our CSV: what a spreadsheet would take for a formula
 * begins with an apostrophe, and a space takes the place of what a terminal would interpret. An account id
 * begins with an apostrophe, too: a spreadsheet would otherwise show and save `1.11122E+11`.
 */
export function toDecisionsCsv(rows: readonly DecisionRow[]): string {
  return toCsvText(rows.map(protectedCells), COLUMNS);
}

function protectedCells(row: DecisionRow): object {
  const cells = Object.entries(cellsOf(row)).map(([column, text]) => [
    column,
    column === 'accountId' ? `'${text}` : toProtected(clean(text)),
  ]);
  return Object.fromEntries(cells);
}
