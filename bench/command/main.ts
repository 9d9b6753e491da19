/** `npm run bench:command` prints only the figures of "The command line" in docs/performance.md. */

import { printCommandStart, printVerify, VERIFY_SHARES, VERIFY_USERS } from './tables.ts';

await printCommandStart();
await printVerify(VERIFY_USERS, VERIFY_SHARES);
