import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../../../../support/cli.ts';
import { deleteItem, itemsOf } from '../../../../support/ledger.ts';
import { TABLE, withHistory } from './with-history.ts';

describe('a ledger whose halves do not agree: each deactivation that one of them lacks is named, exit code 1', () => {
  it.each([
    ['all receipts are gone', 'RECEIPT', 2, 'MISSING: the receipt of a deactivation, 2 times; first (AKIA'],
    ['one receipt is gone', 'RECEIPT', 1, 'MISSING: the receipt of a deactivation (AKIA'],
    ['all records are gone', 'KEY', 2, 'MISSING: the record of a key, 2 times; first (AKIA'],
    ['one record is gone', 'KEY', 1, 'MISSING: the record of a key (AKIA'],
  ])('%s', async (_, pk, count, line) => {
    const { account, history, run } = await withHistory();
    const items = itemsOf(account).filter((item) => item['pk'] === pk);
    for (const { pk: kind = '', sk = '' } of items.slice(0, count)) await deleteItem(account, kind, sk);
    const { code, err, account: found } = await history();
    expect({ code, isComplete: found.isComplete }).toEqual({ code: 1, isComplete: false });
    expect(found.unread).toHaveLength(count);
    expect(err).toContain(line);
    expect(await run('history', ...TABLE)).toMatchObject({ code: 1, out: expect.stringContaining(line) });
  });

  it('every receipt of the past of the sandbox account has its record', async () => {
    const { code, out } = await runInSandbox('history --format json');
    expect({ code, unread: JSON.parse(out).accounts[0].unread }).toEqual({ code: 0, unread: [] });
  });
});
