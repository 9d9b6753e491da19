import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHtml } from '../../../bin/formats/html.ts';
import { withChanges } from '../../pictures/earlier.ts';
import { fortyAccounts } from '../../pictures/inventories.ts';
import { hasChromium } from '../../support/chromium.ts';
import {
  aKey,
  anAccount,
  anExemptUser,
  anInventory,
  aSurplusUser,
  aUser,
  daysAgo,
  sandboxInventory,
} from '../inventories.ts';
import { contrastFailures } from './contrast.ts';
import { allUsers, type ReportBrowser, startReportBrowser } from './report-page.ts';

/**
 * JavaScript that finds the texts that extend beyond their cells; it is a string, since the DOM has no types
 * here.
 */
const TEXTS_BEYOND_CELLS = `[...document.querySelectorAll('tbody :is(th, td)')].filter((cell) => {
  const text = document.createRange();
  text.selectNodeContents(cell);
  const { right } = cell.getBoundingClientRect();
  return cell.checkVisibility() && [...text.getClientRects()].some((each) => each.right > right + 1);
}).map(({ textContent }) => textContent)`;

/** JavaScript that finds the name and the id of the account Payments where they take several lines. */
const BROKEN_NAMES = `[...document.querySelectorAll('#accounts-table tbody tr')]
  .filter(({ textContent }) => textContent.includes('Payments'))
  .flatMap((row) => [...row.querySelectorAll('.name, .id')])
  .filter((text) => new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size > 1)
  .map(({ textContent }) => textContent)`;

describe.skipIf(!hasChromium())('the HTML report on screens and on paper', () => {
  let reader: ReportBrowser;
  let sandbox = '';
  let manyAccounts = '';
  beforeAll(async () => {
    reader = await startReportBrowser();
    sandbox = toHtml(await sandboxInventory());
    manyAccounts = toHtml(withChanges(await fortyAccounts()));
  }, 60_000);
  afterAll(() => reader?.end());

  describe('on a screen', () => {
    const long = 'x'.repeat(256);
    const extreme = toHtml(
      anInventory(
        [
          { ...anExemptUser('2026-12-31', long), userName: 'n'.repeat(64), annotation: long },
          aSurplusUser({
            userName: 'W'.repeat(64),
            annotation: long,
            path: `/${'p'.repeat(510)}/`,
            tags: { ['t'.repeat(128)]: long, Owner: long },
            privileged: 'yes',
            privileges: [
              {
                policy: 'a'.repeat(128),
                kind: 'inline',
                group: 'g'.repeat(128),
                allows: 'iam:*',
                isConditional: true,
              },
            ],
            unreadPolicies: [long],
            deactivations: [
              { accessKeyId: `AKIA${'Z'.repeat(124)}`, state: 'unproven', deactivatedAt: null, record: long },
            ],
            accessKeys: [
              aKey({
                accessKeyId: `AKIA${'Z'.repeat(124)}`,
                lastUsed: { at: daysAgo(1), service: 's'.repeat(64), region: 'r'.repeat(64) },
              }),
            ],
          }),
        ],
        {
          failures: [{ accountId: '111122223333', userName: 'f'.repeat(64), reason: long }],
          isComplete: false,
        },
      ),
    );

    // 195 pixels: a phone with text of double size.
    it.each([195, 320, 360, 640, 768, 1024, 1280, 1920])(
      'at a width of %d pixels it does not scroll sideways',
      async (width) => {
        const { page } = await reader.open(extreme, { viewport: { width, height: 800 } });
        await page.getByText('Show all').click();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      },
    );

    it.each([320, 737, 768, 1024, 1184, 1185])(
      'at a width of %d pixels no text extends beyond its cell',
      async (width) => {
        for (const html of [sandbox, extreme]) {
          const { page } = await reader.open(html, { viewport: { width, height: 800 } });
          await page.getByText('Show all').click();
          expect(await page.evaluate(TEXTS_BEYOND_CELLS)).toEqual([]);
        }
      },
    );

    describe('several accounts', () => {
      const reason = `The role could not be assumed. ${'arn:aws:iam::444455556666:role/'.repeat(8)}`;
      const accounts = [
        anAccount({ accountName: 'Payments', accountAlias: 'acme-payments' }),
        anAccount({ accountId: '123456789012', accountName: 'N'.repeat(50), accountAlias: 'a'.repeat(63) }),
        anAccount({ accountId: '444455556666', failure: reason, isComplete: false, attributes: null }),
      ];
      const several = toHtml(anInventory([aSurplusUser()], { accounts, isComplete: false }));

      it.each([195, 320, 640, 737, 768, 1024, 1160, 1920])('fit at a width of %d pixels', async (width) => {
        const { page } = await reader.open(several, { viewport: { width, height: 800 } });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await page.evaluate(TEXTS_BEYOND_CELLS)).toEqual([]);
      });

      it('fit on A4', async () => {
        const { page } = await reader.open(several, { viewport: { width: 688, height: 1017 } });
        await page.emulateMedia({ media: 'print' });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(688);
      });

      it('have their ids and short names in one line', async () => {
        const { page } = await reader.open(several, { viewport: { width: 1160, height: 800 } });
        expect(await page.evaluate(BROKEN_NAMES)).toEqual([]);
      });
    });

    it.each([390, 1400])(
      '5,000 users over 40 accounts, with changes, fit at a width of %d pixels',
      async (width) => {
        const { page } = await reader.open(manyAccounts, {
          viewport: { width, height: 800 },
          colorScheme: 'dark',
        });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await page.evaluate(TEXTS_BEYOND_CELLS)).toEqual([]);
        expect(await page.evaluate(contrastFailures(4.5))).toEqual([]);
      },
    );

    it('5,000 users over 40 accounts are one file of less than 3 MB', () => {
      expect(Buffer.byteLength(manyAccounts)).toBeLessThan(3_000_000);
    });

    it.each(['light', 'dark'] as const)(
      'in %s colours every text has a contrast of at least 4.5',
      async (colorScheme) => {
        const failures = [{ accountId: '111122223333', userName: 'carol', reason: 'why' }];
        for (const html of [sandbox, toHtml(anInventory([aUser()], { failures, isComplete: false }))]) {
          const { page } = await reader.open(html, { colorScheme });
          await page.getByText('Show all').click();
          expect(await page.evaluate(contrastFailures(4.5))).toEqual([]);
        }
      },
    );

    it('the check of the contrast finds one that is too low', async () => {
      const { page } = await reader.open(
        sandbox.replaceAll('--muted: #59636e', '--muted: #9aa3ad').replace(/<meta http-equiv[^>]*>/, ''),
      );
      expect(await page.evaluate(contrastFailures(4.5))).not.toEqual([]);
    });
  });

  describe('on paper', () => {
    it('is dark on white in any colour scheme, without links and buttons', async () => {
      const { page } = await reader.open(sandbox, { colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate(contrastFailures(4.5))).toEqual([]);
      expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe(
        'rgb(27, 33, 40)',
      );
      // A button in the head of a table would keep Chromium from repeating the head on each page.
      expect(await page.evaluate('getComputedStyle(document.querySelector("th button")).display')).toBe(
        'contents',
      );
      for (const hidden of ['.skip', '.inputs', 'nav', 'summary']) {
        expect(await page.locator(hidden).filter({ visible: true }).count()).toBe(0);
      }
    });

    // The list of all users was dropped unless it was opened.
    it.each([
      ['by the style sheet alone', { javaScriptEnabled: false }],
      ['with the script', {}],
    ])('has all users, although their list is closed: %s', async (_, options) => {
      const { page } = await reader.open(sandbox, options);
      const pages = async () =>
        (await page.pdf({ format: 'A4' })).toString('latin1').split(/\/Type\s*\/Page\b/).length - 1;
      const closed = await pages();
      await page.getByText('Show all').click();
      expect({ closed, isMany: closed > 9 }).toEqual({ closed: await pages(), isMany: true });
    });

    it('closes the list again afterwards', async () => {
      const { page } = await reader.open(sandbox);
      await page.evaluate('dispatchEvent(new Event("beforeprint"))');
      expect(await allUsers(page).count()).toBe(315);
      await page.evaluate('dispatchEvent(new Event("afterprint"))');
      expect(await allUsers(page).count()).toBe(0);
    });

    it('fits on A4 with the longest user name', async () => {
      const { page } = await reader.open(toHtml(anInventory([aSurplusUser({ userName: 'W'.repeat(64) })])), {
        // A4 without its margins of 14 mm, at 96 pixels an inch.
        viewport: { width: 688, height: 1017 },
      });
      await page.emulateMedia({ media: 'print' });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(688);
      expect(await page.evaluate(TEXTS_BEYOND_CELLS)).toEqual([]);
    });
  });
});
