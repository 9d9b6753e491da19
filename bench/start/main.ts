/** `npm run bench:start`: the figures of "Start and size" in docs/performance.md alone. */

import { printStartAndSize } from './tables.ts';

await printStartAndSize();
