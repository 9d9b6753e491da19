/** `npm run bench:quota`: checks what docs/performance.md claims of a rule that IAM throttles; exit code 1 if it is not so. */

import '../../demo/quiet-sdk.ts';
import { setMaxListeners } from 'node:events';
import { CLAIMS } from './claims.ts';

// Each call that is under way listens to the run's deadline: Node.js would warn of more than ten.
setMaxListeners(0);
for (const { title, check } of CLAIMS) {
  const broken = await check();
  process.stdout.write(`${broken.length === 0 ? 'holds' : 'DOES NOT HOLD'}: ${title}\n`);
  for (const what of broken) process.stdout.write(`  ${what}\n`);
  if (broken.length > 0) process.exitCode = 1;
}
