import { printCalls, printEvents } from './calls/tables.ts';
import { printCommandStart, printVerify, VERIFY_SHARES, VERIFY_USERS } from './command/tables.ts';
import { printBill, printBills } from './cost/tables.ts';
import { printLanes } from './lanes/tables.ts';
import { printQuotas } from './quota/tables.ts';
import { printRemediation } from './remediation/tables.ts';
import { printScale } from './scale/print.ts';
import { printStartAndSize } from './start/tables.ts';
import { printSweeps } from './sweep/tables.ts';

/**
 * What `npm run bench` measures, by the name of the part; docs/performance.md names the part of each of its
 * tables.
 */
export const PARTS: Readonly<Record<string, () => Promise<void> | void>> = {
  event: () => printEvents([50, 500, 5_000, 50_000]),
  sweep: () => printSweeps([100, 5_000], 0.01),
  calls: () => printCalls([50, 500, 5_000]),
  remediation: printRemediation,
  quota: printQuotas,
  cost: async () => {
    printBill([60, 100, 500, 5_000], [1, 10, 100]);
    await printBills(5_000, [0.01, 0.3]);
  },
  scale: printScale,
  start: printStartAndSize,
  command: async () => {
    await printCommandStart();
    await printVerify(VERIFY_USERS, VERIFY_SHARES);
  },
  lanes: printLanes,
};
