import { describe, expect, it } from 'vitest';
import { runIn, runInSandbox } from '../../../../support/cli.ts';
import { itemsOf, putItem } from '../../../../support/ledger.ts';
import { TABLE, withHistory } from './with-history.ts';

describe('wrong usage: exit code 2, a clear line, and no call', () => {
  it.each([
    [['--since', 'yesterday'], '--since: expected a date such as 2026-11-01, or a date-time with a zone'],
    [['--since', '2026-02-30'], 'received "2026-02-30"'],
    [['--since', ''], 'received ""'],
    [['--days', '0'], '--days: expected a whole number from 1 to 365'],
    [['--days', '366'], '--days: expected a whole number from 1 to 365'],
    [['--soak-days', 'x'], '--soak-days: expected a whole number from 1 to 365'],
    [['--format', 'xml'], "argument 'xml' is invalid"],
    [
      ['--output', '/nowhere/history.html'],
      '--output /nowhere/history.html: expected the name of a new file',
    ],
    [['more'], 'too many arguments'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await runIn({}, ['history', ...TABLE, ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('a time in the future', async () => {
    const { code, err } = await runInSandbox('history --since 2026-11-22');
    expect(code).toBe(2);
    expect(err).toContain('that is not in the future; received "2026-11-22"');
  });

  it('the ledger of another account', async () => {
    const { account, history } = await withHistory();
    for (const { receipt = '', ...item } of itemsOf(account).filter(({ pk }) => pk === 'RECEIPT')) {
      putItem(account, {
        ...(item as Record<string, string>),
        receipt: receipt.replaceAll('111122223333', '444455556666'),
      });
    }
    const { code, found, err } = await history();
    expect({ code, found }).toEqual({ code: 2, found: undefined });
    expect(err).toContain(
      'expected the ledger of the account 111122223333, of which the credentials are; received',
    );
  });
});
