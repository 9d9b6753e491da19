/**
 * Takes the pictures of the report in the README and in docs/decide.md: `npm run pictures`, with Chromium on
 * the PATH. The first argument is the target folder; the default is `docs/pictures`.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { toHtml } from '../../bin/formats/html.ts';
import { startChromium } from '../support/chromium.ts';
import { withChanges } from './earlier.ts';
import { fiveUsers, fortyAccounts } from './inventories.ts';
import { withPalette } from './palette.ts';
import { pictureOfPages } from './paper.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A report, and the number of pixels that are shown of it. */
interface Shown {
  /** The names of the pictures begin with it. */
  readonly name: string;
  readonly html: string;
  readonly height: number;
  /** The pages of the picture on paper; none if the report is shown on screens only. */
  readonly pages: readonly number[];
}

const target = process.argv[2] ?? join(ROOT, 'docs/pictures');
const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
const browser = await startChromium();
try {
  const many = await fortyAccounts();
  const reports: readonly Shown[] = [
    { name: 'report', html: ofSandbox(), height: 1180, pages: [] },
    { name: 'report-5-users', html: toHtml(await fiveUsers()), height: 1050, pages: [1, 2] },
    { name: 'report-5000-users', html: toHtml(many), height: 1400, pages: [4, 60] },
  ];
  for (const report of reports) await takePictures(browser, report);
  await takeChanges(browser, toHtml(withChanges(many)));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

async function save(name: string, png: Uint8Array): Promise<void> {
  writeFileSync(join(target, `${name}.png`), await withPalette(browser, png));
}

/** The report of the command itself. */
function ofSandbox(): string {
  const file = join(folder, 'sandbox.html');
  // In the folder, so that the report shows the command as somebody types it.
  const command = [join(ROOT, 'bin/one-active-key.js'), 'preview', '--sandbox', '--output', 'sandbox.html'];
  execFileSync(process.execPath, command, { cwd: folder });
  return readFileSync(file, 'utf8');
}

async function takePictures(chromium: Browser, { name, html, height, pages }: Shown): Promise<void> {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, html);
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [suffix, width] of [
      ['', 1400],
      ['-phone', 390],
    ] as const) {
      const page = await chromium.newPage({ colorScheme, viewport: { width, height } });
      await page.goto(pathToFileURL(file).href);
      await save(`${name}${suffix}-${colorScheme}`, await page.screenshot());
      await page.close();
    }
  }
  if (pages.length === 0) return;
  const page = await chromium.newPage();
  await page.goto(pathToFileURL(file).href);
  const pdf = await page.pdf({ format: 'A4' });
  await page.close();
  await save(`${name}-paper`, await pictureOfPages(chromium, pdf, { pages, scale: 1.25 }));
}

/** The section of changes, which a report has only if it was compared with an earlier inventory. */
async function takeChanges(chromium: Browser, html: string): Promise<void> {
  const file = join(folder, 'changes.html');
  writeFileSync(file, html);
  const page = await chromium.newPage({ viewport: { width: 1400, height: 800 } });
  await page.goto(`${pathToFileURL(file).href}#changes`);
  await save('report-changes', await page.screenshot());
  await page.close();
}
