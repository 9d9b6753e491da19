/** `npm run bench:scale` prints the tables of docs/organization.md that are computed. Nothing is measured: it is the same everywhere. */

import { printRow, printTableHeader } from '../table.ts';
import { TABLES } from './tables.ts';

for (const { title, columns, rows } of TABLES) {
  printTableHeader(title, columns);
  for (const row of rows) printRow(row);
}
