/**
 * `npm run bench` prints the figures of docs/performance.md, all parts one after the other;
 * `npm run bench -- calls sweep` prints these parts. Everything is measured with the last build, which
 * `npm run bench` makes before.
 */

import '../demo/quiet-sdk.ts';
import { setMaxListeners } from 'node:events';
import { PARTS } from './parts.ts';

// Each call in progress listens to the run's deadline; Node.js would warn of more than ten listeners.
setMaxListeners(0);
const named = process.argv.slice(2);
const unknown = named.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined)
  throw new Error(`Expected parts among ${Object.keys(PARTS).join(', ')}; received ${unknown}`);
process.stdout.write(`Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`);
for (const [name, print] of Object.entries(PARTS)) {
  if (named.length === 0 || named.includes(name)) await print();
}
