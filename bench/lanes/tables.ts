import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printRow, printTableHeader } from '../table.ts';

const RUN = fileURLToPath(new URL('../../test/run.mjs', import.meta.url));

/** What is read of the JSON report of vitest. */
interface Report {
  readonly numTotalTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly unknown[];
}

/** Runs the fast lane, `npm test`, and prints how long it took. */
export function printLanes(): void {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  try {
    const file = join(folder, 'report.json');
    const startedAt = performance.now();
    const { status } = spawnSync(process.execPath, [RUN, '--reporter=json', `--outputFile=${file}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    const { numTotalTests, numFailedTests, testResults }: Report = JSON.parse(readFileSync(file, 'utf8'));
    printTableHeader(`The fast lane, \`npm test\`: exit code ${status}`, [
      'files',
      'tests',
      'failed',
      'seconds',
    ]);
    printRow([testResults.length, numTotalTests, numFailedTests, seconds.toFixed(0)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
