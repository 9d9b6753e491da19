/** `npm run bench:start` prints only the figures of "Start and size" in docs/performance.md. */

import { printStartAndSize } from './tables.ts';

await printStartAndSize();
