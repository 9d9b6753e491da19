/** Runs the command `npm run build`. */

import { buildCommand } from '../command/bundle.ts';
import { buildLibrary } from '../library/build.ts';
import { build } from './build.ts';

for (const line of build('dist')) process.stdout.write(`${line}\n`);
process.stdout.write(`${await buildCommand('dist/command')}\n`);
process.stdout.write(`${await buildLibrary('dist/constructs')}\n`);
