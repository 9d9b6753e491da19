import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHtml } from '../../../bin/formats/html.ts';
import type { InventoryUser } from '../../../bin/inventory/inventory-user.ts';
import { hasChromium } from '../../support/chromium.ts';
import {
  aKey,
  aLargeInventory,
  anInventory,
  aSurplusUser,
  daysAgo,
  sandboxInventory,
} from '../inventories.ts';
import { allUsers, filterFields, groupUsers, type ReportBrowser, startReportBrowser } from './report-page.ts';

describe.skipIf(!hasChromium())('the HTML report in Chromium', () => {
  let reader: ReportBrowser;
  let sandbox = '';
  beforeAll(async () => {
    reader = await startReportBrowser();
    sandbox = toHtml(await sandboxInventory());
  });
  afterAll(() => reader?.end());

  it('shows every user, without console messages and without requests', async () => {
    const { page, consoleMessages, requests } = await reader.open(sandbox);
    expect(await page.title()).toMatch(
      /^One Active Key: IAM users of account \d{12} \(alias sandbox\) on 2026-11-21$/,
    );
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'Figures',
      'Deactivate 5',
      'The owner must decide 5',
      'Exempt 1',
      'Fine 304',
      'Privileged users 3',
      'Deactivations on record',
      'Users not read 0',
      'All users 315',
      'Standards',
      'About this report',
    ]);
    expect(await groupUsers(page, 'deactivate').count()).toBe(5);
    await page.getByText('Show all 315 users').click();
    expect(await allUsers(page).count()).toBe(315);
    expect({ consoleMessages, requests: requests() }).toEqual({ consoleMessages: [], requests: [] });
  });

  it('runs no foreign script, and loads nothing for foreign elements', async () => {
    const foreign =
      '<script>window.owned = 1</script><img src=x onerror="window.owned = 1"><img src="http://127.0.0.1:9/pixel">' +
      '<link rel="stylesheet" href="http://127.0.0.1:9/style"><b style="color: red" onclick="window.owned = 1">b</b>';
    const { page, consoleMessages } = await reader.open(sandbox.replace('</main>', `${foreign}</main>`));
    await page.getByText('b', { exact: true }).click();
    expect(await page.evaluate('window.owned')).toBeUndefined();
    expect(
      consoleMessages.filter((each) => each.includes('Content Security Policy')).length,
    ).toBeGreaterThanOrEqual(5);
  });

  it.each([
    '<img src=x onerror="window.owned = 1">',
    '"><script>window.owned = 1</script>',
    "'onfocus='window.owned=1",
  ])('the user name %s is only text', async (userName) => {
    const user = aSurplusUser({ userName, annotation: userName, tags: { Owner: userName } });
    const others = Array.from({ length: 10 }, () => aSurplusUser({ userName: 'bob' }));
    const html = toHtml(anInventory([user, ...others], { command: userName, operator: userName }));
    const { page, consoleMessages, requests } = await reader.open(html);
    await page.getByRole('button', { name: 'Plan' }).click();
    await filterFields(page, 'deactivate-table').getByLabel('Filter').fill(userName);
    expect(await groupUsers(page, 'deactivate').allTextContents()).toEqual([userName]);
    expect(await page.evaluate('window.owned')).toBeUndefined();
    expect({ consoleMessages, requests: requests() }).toEqual({ consoleMessages: [], requests: [] });
  });

  describe('sorts the users', () => {
    const planOf = (keys: number): InventoryUser['plan'] => ({
      action: 'deactivate',
      keptAccessKeyId: 'AKIAKEPT00000EXAMPLE',
      surplusAccessKeyIds: Array.from({ length: keys }, () => 'AKIAGONE00000EXAMPLE'),
      selectedBy: 'Oldest',
    });
    const use = (days: number) => ({ at: daysAgo(days), service: 's3', region: 'us-east-1' });
    const user = (userName: string, age: number, used: number | undefined, keys: number) =>
      aSurplusUser({
        userName,
        accessKeys: Array.from({ length: keys }, () =>
          aKey({ createdAt: daysAgo(age), lastUsed: used === undefined ? null : use(used) }),
        ),
      });
    const of = (name: string, changes: Partial<InventoryUser>) => ({ tags: { Owner: name }, ...changes });
    const html = toHtml(
      anInventory([
        { ...user('user-10', 10, 5, 2), ...of('c', {}) },
        { ...user('user-9', 900, undefined, 3), ...of('B', { plan: planOf(2) }) },
        { ...user('User-8', 80, 1, 4), ...of('a', { plan: planOf(3) }) },
      ]),
    );

    it.each([
      ['User', ['User-8', 'user-9', 'user-10'], 'user-10'],
      ['Owner', ['User-8', 'user-9', 'user-10'], 'user-10'],
      ['Access keys', ['user-10', 'user-9', 'User-8'], 'User-8'],
      ['Age', ['user-10', 'User-8', 'user-9'], 'user-9'],
      ['Unused', ['User-8', 'user-10', 'user-9'], 'user-9'],
      ['Plan', ['user-10', 'user-9', 'User-8'], 'User-8'],
    ])('by %s, ascending and descending', async (label, names, last) => {
      const { page } = await reader.open(html);
      const head = page.locator('#deactivate-table').getByRole('columnheader', { name: label });
      expect(await head.getAttribute('aria-sort')).toBeNull();
      await head.getByRole('button').click();
      expect(await groupUsers(page, 'deactivate').allTextContents()).toEqual(names);
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      await head.getByRole('button').press('Enter');
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect(await groupUsers(page, 'deactivate').first().textContent()).toBe(last);
      expect(await page.locator('#deactivate-table [aria-sort]').count()).toBe(1);
    });

    it('only if there are several', async () => {
      const { page } = await reader.open(toHtml(anInventory([aSurplusUser()])));
      expect(await page.getByRole('button').count()).toBe(0);
    });

    it('of the complete list by number and by name', async () => {
      const { page } = await reader.open(sandbox);
      await page.getByText('Show all').click();
      const head = (name: string) => page.locator('#all-table').getByRole('button', { name });
      await head('Age, days').click();
      await head('Age, days').click();
      expect(await allUsers(page).first().textContent()).toBe('legacy-batch');
      await head('User').click();
      expect(await allUsers(page).first().textContent()).toBe('backup+eu@example');
    });
  });

  describe('filters the users', () => {
    it('by text and by verdict, and shows how many remain', async () => {
      const { page } = await reader.open(sandbox);
      await page.getByText('Show all').click();
      const status = filterFields(page, 'all-table').getByRole('status');
      const [text, verdict] = ['Filter', 'Verdict'].map((label) =>
        filterFields(page, 'all-table').getByLabel(label),
      );
      expect(await status.textContent()).toBe('315 users');
      await text?.fill('akiaPAYROLL10');
      expect(await allUsers(page).allTextContents()).toEqual(['payroll']);
      expect(await status.textContent()).toBe('1 of 315 users shown');
      await text?.fill('');
      await verdict?.selectOption('NOT_APPLICABLE');
      expect(await allUsers(page).allTextContents()).toEqual(['migration']);
      await text?.fill('nobody');
      expect(await allUsers(page).count()).toBe(0);
      expect(await status.textContent()).toBe('0 of 315 users shown');
      await verdict?.selectOption('all');
      await text?.fill(' ');
      expect(await status.textContent()).toBe('315 users');
    });

    it('of a group', async () => {
      const { page } = await reader.open(toHtml(aLargeInventory(200)));
      await filterFields(page, 'deactivate-table').getByLabel('Filter').fill('00110');
      expect(await groupUsers(page, 'deactivate').allTextContents()).toEqual([
        'application-00110@example.com',
      ]);
    });

    it('in a list of 5,000', async () => {
      const { page } = await reader.open(toHtml(aLargeInventory(5_000)));
      await page.getByText('Show all').click();
      await filterFields(page, 'all-table').getByLabel('Filter').fill('00042');
      expect(await allUsers(page).allTextContents()).toEqual(['application-00042@example.com']);
      expect(await filterFields(page, 'all-table').getByRole('status').textContent()).toBe(
        '1 of 5000 users shown',
      );
      expect(await groupUsers(page, 'deactivate').count()).toBe(500);
    });
  });

  it.each([390, 1200])('filters all users at a width of %d pixels', async (width) => {
    const { page } = await reader.open(sandbox, { viewport: { width, height: 800 } });
    await page.getByText('Show all').click();
    await filterFields(page, 'all-table').getByLabel('Filter').fill('payroll');
    expect(await allUsers(page).allTextContents()).toEqual(['payroll']);
  });

  it('without JavaScript, shows every user, and hides sorting and filtering', async () => {
    const { page } = await reader.open(sandbox, { javaScriptEnabled: false });
    expect(await groupUsers(page, 'decide').count()).toBe(5);
    await page.getByText('Show all').click();
    expect(await allUsers(page).count()).toBe(315);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByLabel('Filter').filter({ visible: true }).count()).toBe(0);
  });

  it('by keyboard: the first tab stop skips to the report', async () => {
    const { page } = await reader.open(sandbox);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('has tables with accessible names, row heads and column heads', async () => {
    const { page } = await reader.open(sandbox);
    const table = page.getByRole('table', { name: 'the keys that a remediation would deactivate' });
    expect(await table.getByRole('rowheader').count()).toBe(5);
    expect(await table.getByRole('columnheader').count()).toBe(6);
  });
});
