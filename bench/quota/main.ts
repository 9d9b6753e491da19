/**
 * `npm run bench:quota` checks the claims of docs/performance.md about throttling by IAM; exit code 1 if one
 * is false.
 */

import '../../demo/quiet-sdk.ts';
import { setMaxListeners } from 'node:events';
import { CLAIMS } from './claims.ts';

// Each call in progress listens to the run's deadline; Node.js would warn of more than ten listeners.
setMaxListeners(0);
for (const { title, check } of CLAIMS) {
  const broken = await check();
  process.stdout.write(`${broken.length === 0 ? 'holds' : 'DOES NOT HOLD'}: ${title}\n`);
  for (const expectation of broken) process.stdout.write(`  ${expectation}\n`);
  if (broken.length > 0) process.exitCode = 1;
}
