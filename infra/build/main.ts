/** Runs the command `npm run build`. */

import { build } from './build.ts';

for (const line of build('dist')) process.stdout.write(`${line}\n`);
