/** `npm run build:command` writes the bundle of the command line, which `bin/one-active-key.js` starts. */

import { buildCommand } from './bundle.ts';

process.stdout.write(`${await buildCommand('dist/command')}\n`);
