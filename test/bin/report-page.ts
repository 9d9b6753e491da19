import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { startChromium } from '../support/chromium.ts';

/** A report as it is open in a browser. */
export interface OpenReport {
  readonly page: Page;
  /** What the browser said on its console. */
  readonly complaints: readonly string[];
  /** What the page asked for beyond itself. */
  readonly requests: () => readonly string[];
}

/** A browser that opens reports. */
export interface Reader {
  open(html: string, options?: BrowserContextOptions): Promise<OpenReport>;
  end(): Promise<void>;
}

/** Starts a browser, and opens reports as people do: as files. */
export async function startReader(): Promise<Reader> {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  const browser: Browser = await startChromium();
  const file = join(folder, 'report.html');
  return {
    async open(html, options = {}) {
      writeFileSync(file, html);
      const context = await browser.newContext(options);
      onTestFinished(() => context.close());
      const page = await context.newPage();
      const [complaints, requests]: [string[], string[]] = [[], []];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      return { page, complaints, requests: () => requests.slice(1) };
    },
    async end() {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The names of the users to look at that are shown. */
export const affected = (page: Page): Locator => page.locator('#affected-table tbody:visible .name');

/** The names in the table of all users that are shown. */
export const everybody = (page: Page): Locator => page.locator('#all-table tbody tr:visible th');

/** What filters a table. */
export const tools = (page: Page, table: string): Locator => page.locator(`[data-for="${table}"]`);
