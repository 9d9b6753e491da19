import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { startChromium } from '../../support/chromium.ts';

/** A report that is open in a browser. */
export interface OpenReport {
  readonly page: Page;
  /** The messages and errors on the console of the browser. */
  readonly consoleMessages: readonly string[];
  /** The addresses that the page requested, except its own. */
  readonly requests: () => readonly string[];
}

/** A browser that opens reports. */
export interface ReportBrowser {
  open(html: string, options?: BrowserContextOptions): Promise<OpenReport>;
  end(): Promise<void>;
}

/** Starts a browser that opens reports as files. */
export async function startReportBrowser(): Promise<ReportBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  const browser: Browser = await startChromium();
  const file = join(folder, 'report.html');
  return {
    async open(html, options = {}) {
      writeFileSync(file, html);
      const context = await browser.newContext(options);
      onTestFinished(() => context.close());
      const page = await context.newPage();
      const consoleMessages: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => consoleMessages.push(message.text()));
      page.on('pageerror', (error) => consoleMessages.push(String(error)));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      return { page, consoleMessages, requests: () => requests.slice(1) };
    },
    async end() {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The visible names in the table of a group. */
export const groupUsers = (page: Page, group: 'deactivate' | 'decide' | 'exempt'): Locator =>
  page.locator(`#${group}-table tbody:visible .name`);

/** The visible names in the table of all users. */
export const allUsers = (page: Page): Locator => page.locator('#all-table tbody tr:visible th');

/** The filter fields of a table. */
export const filterFields = (page: Page, table: string): Locator => page.locator(`[data-for="${table}"]`);
