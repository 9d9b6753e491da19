import { printRow, printTableHeader } from '../table.ts';
import { TABLES } from './tables.ts';

/**
 * Prints the tables of what ten thousand accounts need. Nothing is measured: they are the same everywhere.
 */
export function printScale(): void {
  for (const { title, columns, rows } of TABLES) {
    printTableHeader(title, columns);
    for (const row of rows) printRow(row);
  }
}
