import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHistoryHtml } from '../../../../../bin/commands/history/formats/html.ts';
import { hasChromium } from '../../../../support/chromium.ts';
import { runInSandbox } from '../../../../support/cli.ts';
import { contrastFailures } from '../../../formats/contrast.ts';
import { type ReportBrowser, startReportBrowser } from '../../../formats/report-page.ts';
import { historyOf } from './hostile-history.ts';

describe.skipIf(!hasChromium())('the page of a history in Chromium', () => {
  let reader: ReportBrowser;
  let sandbox = '';
  beforeAll(async () => {
    reader = await startReportBrowser();
    sandbox = (await runInSandbox('history --format html --days 60')).out;
  });
  afterAll(() => reader?.end());

  it('shows every list, without console messages and without requests', async () => {
    const { page, consoleMessages, requests } = await reader.open(sandbox);
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'Used since their deactivation 1',
      'Keys on record 2',
      'Exemptions that end soon 1',
      'Runs 5',
      'About this history',
    ]);
    expect({ consoleMessages, requests: requests() }).toEqual({ consoleMessages: [], requests: [] });
  });

  it('filters the runs by their outcome and by a text', async () => {
    const { page } = await reader.open(sandbox);
    const rows = page.locator('#runs-table tbody tr:visible');
    const tools = page.locator('[data-for="runs-table"]');
    await tools.getByLabel('Outcome').selectOption('Deactivated');
    expect(await rows.count()).toBe(3);
    await tools.getByLabel('Filter').fill('AKIAREPORTS30EXAMPLE');
    expect(await rows.count()).toBe(1);
    expect(await tools.getByRole('status').textContent()).toBe('1 of 5 runs shown');
  });

  it('sorts the runs by their time', async () => {
    const { page } = await reader.open(sandbox);
    await page.locator('#runs-table').getByRole('button', { name: 'Ended' }).click();
    expect(await page.locator('#runs-table tbody time').first().textContent()).toContain('2026-10-19');
  });

  it('a text of others runs no script', async () => {
    const html = toHistoryHtml(historyOf('<img src=x onerror="window.owned = 1">'));
    const { page, consoleMessages, requests } = await reader.open(html);
    expect(await page.evaluate('window.owned')).toBeUndefined();
    expect({ consoleMessages, requests: requests() }).toEqual({ consoleMessages: [], requests: [] });
  });

  it.each([195, 320, 390, 768, 1024, 1400])(
    'at a width of %d pixels it does not scroll sideways',
    async (width) => {
      for (const html of [sandbox, toHistoryHtml(historyOf('W'.repeat(128), 'Deactivated'))]) {
        const { page } = await reader.open(html, { viewport: { width, height: 800 } });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
    },
  );

  it.each(['light', 'dark'] as const)(
    'in %s colours every text has a contrast of at least 4.5',
    async (colorScheme) => {
      const { page } = await reader.open(sandbox, { colorScheme });
      expect(await page.evaluate(contrastFailures(4.5))).toEqual([]);
    },
  );

  it('fits on A4', async () => {
    // A4 without its margins of 14 mm, at 96 pixels an inch.
    const { page } = await reader.open(sandbox, { viewport: { width: 688, height: 1017 } });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(688);
  });
});
