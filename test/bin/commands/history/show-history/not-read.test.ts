import { describe, expect, it } from 'vitest';
import { runIn, runInSandbox } from '../../../../support/cli.ts';
import { itemsOf, putItem } from '../../../../support/ledger.ts';
import { failCall } from '../../../../support/remediation.ts';
import { addUser } from '../../../../support/rule.ts';
import { served } from '../../../../support/served-account.ts';
import { TABLE, withHistory } from './with-history.ts';

describe('a ledger that cannot be read: one line, exit code 1, and nothing is shown', () => {
  it.each([
    [
      'the table does not exist',
      ['--ledger-table', 'another-table'],
      'This is not the table of the ledger: give ',
    ],
    ['the read is denied', TABLE, 'These credentials do not have the permission: '],
  ])('%s', async (_, table, advice) => {
    const { account, run } = await withHistory();
    if (table === TABLE) failCall(account, 'Query', { kind: 'deny' }, { andAfter: true });
    const { code, out, err } = await run('history', ...table);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^[^\n]*could not read the ledger, table [^\n]*\n$/);
    expect(err.startsWith(advice)).toBe(true);
  });

  it('the second page is denied: a part of the receipts is not shown as all', async () => {
    const { account, run } = await withHistory();
    failCall(account, 'Query', { kind: 'deny' }, { n: 2, andAfter: true });
    expect(await run('history', ...TABLE)).toMatchObject({ code: 1, out: '' });
  });
});

describe('what cannot be read is named beside the rest, exit code 1', () => {
  it('an item that is none of ours, and a receipt that was edited', async () => {
    const { account, history } = await withHistory();
    putItem(account, { pk: 'KEY', sk: '\u001b[2Jwords of somebody' });
    const [receipt] = itemsOf(account).filter(({ pk }) => pk === 'RECEIPT');
    putItem(account, { ...(receipt as Record<string, string>), receipt: '{"outcome":"Deleted"}' });
    const { code, err, account: found } = await history();
    expect(code).toBe(1);
    expect(found.entries).toHaveLength(1);
    expect(found.deactivatedKeys).toHaveLength(2);
    expect(found.unread.map(({ what }: { what: string }) => what)).toEqual([
      'ledgerItem',
      'ledgerItem',
      'receipt',
    ]);
    expect(err).toMatch(
      /^Not read: an item of the ledger, 2 times; first: item pk="KEY" sk="[^\n]*\nMISSING: [^\n]*\n$/,
    );
    expect(err).not.toContain('\u001b');
  });

  it('a receipt of another account among ours', async () => {
    const { account, history } = await withHistory();
    const [{ receipt = '', ...item } = {}] = itemsOf(account).filter(({ pk }) => pk === 'RECEIPT');
    putItem(account, {
      ...(item as Record<string, string>),
      receipt: receipt.replaceAll('111122223333', '444455556666'),
    });
    const { code, err, account: found } = await history();
    expect({ code, entries: found.entries.length }).toEqual({ code: 1, entries: 1 });
    expect(err).toContain('is of another account, 444455556666');
  });

  it.each([
    ['GetAccountAuthorizationDetails', 'the users and their tags', { exemptions: null }],
    [
      'ListAccessKeys',
      'the keys of a user, 2 times; first',
      { deactivatedKeys: [{ status: 'Unknown' }, {}] },
    ],
    [
      'GetAccessKeyLastUsed',
      'the last use of a key, 2 times; first',
      { deactivatedKeys: [{ usedSince: 'unknown' }, {}] },
    ],
    ['GetAutomationExecution', 'an execution', { entries: [{ startedBy: { notKnown: 'NotRead' } }, {}] }],
  ])('%s is denied', async (operation, what, expected) => {
    const { account, history } = await withHistory();
    account.faults.add((call) => (call.operation === operation ? { kind: 'deny' } : undefined));
    const { code, err, account: found } = await history();
    expect(code).toBe(1);
    expect(found).toMatchObject({
      ...expected,
      summary: { runs: 2 },
      isComplete: false,
      isInterrupted: false,
    });
    expect(err).toContain(`Not read: ${what}`);
    expect(err).toContain('AccessDenied');
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('the alias of the account is not known, which is no failure', async () => {
    const { account, history } = await withHistory();
    account.faults.add(({ operation }) =>
      operation === 'ListAccountAliases' ? { kind: 'deny' } : undefined,
    );
    const { code, account: found } = await history();
    expect({ code, alias: found.accountAlias }).toEqual({ code: 0, alias: null });
  });

  it('an empty ledger: nothing was done', async () => {
    const { environment, account } = await served((each) => void addUser(each, 'alice', 2));
    const settings = { ...environment, AWS_REGION: 'us-east-1' };
    const { code, out } = await runIn(settings, ['history', ...TABLE], { now: account.clock.now });
    expect(code).toBe(0);
    expect(out).toContain('0 runs, 0 of them refused: 0 keys deactivated, 0 given back, 0 deleted.');
  });
});

describe('interrupted: exit code 130', () => {
  it('while the ledger is read: nothing is shown', async () => {
    const interruption = new AbortController();
    interruption.abort();
    const { code, out, err } = await runInSandbox('history', { interruption: interruption.signal });
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).toBe('Interrupted: a part of the ledger would be misleading, so nothing is shown.\n');
  });

  it('later: what is known is shown, and says that it is not all', async () => {
    const { account, settings, io } = await withHistory();
    const interruption = new AbortController();
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') interruption.abort();
      return undefined;
    });
    const args = ['history', '--format', 'json', ...TABLE];
    const { code, out, err } = await runIn(settings, args, { ...io, interruption: interruption.signal });
    expect(code).toBe(130);
    expect(JSON.parse(out).accounts[0]).toMatchObject({ isInterrupted: true, summary: { runs: 2 } });
    expect(err).toMatch(/^Interrupted: more is not known than would be\.\nNot read: the keys of a user/);
  });
});
