/**
 * `npm run bench:scale` prints the tables of docs/organization.md that are computed. Nothing is measured: it
 * is the same everywhere.
 */

import { printScale } from './print.ts';

printScale();
