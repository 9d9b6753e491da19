/**
 * Takes the pictures of the report in the README: `npm run pictures`, with Chromium on the PATH. The first argument is the
 * target folder; the default is `docs/pictures`.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startChromium } from '../support/chromium.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const PICTURES = [
  { name: 'report-light', colorScheme: 'light', viewport: { width: 1160, height: 1180 } },
  { name: 'report-dark', colorScheme: 'dark', viewport: { width: 1160, height: 1180 } },
  { name: 'report-phone-light', colorScheme: 'light', viewport: { width: 390, height: 1180 } },
  { name: 'report-phone-dark', colorScheme: 'dark', viewport: { width: 390, height: 1180 } },
] as const;

const target = process.argv[2] ?? join(ROOT, 'docs/pictures');
const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
const browser = await startChromium();
try {
  const report = join(folder, 'report.html');
  const command = ['preview', '--sandbox', '--format', 'html', '--output', report];
  execFileSync(process.execPath, [join(ROOT, 'bin/one-active-key.js'), ...command]);
  for (const { name, ...pageOptions } of PICTURES) {
    const page = await browser.newPage(pageOptions);
    await page.goto(pathToFileURL(report).href);
    await page.screenshot({ path: join(target, `${name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
