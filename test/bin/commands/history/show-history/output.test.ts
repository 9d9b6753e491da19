import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../../../../support/cli.ts';
import { isValid, withHistory } from './with-history.ts';

describe('history of the sandbox account', () => {
  it('shows what was done, by whom, what soaks, what was used since, and which exemptions end', async () => {
    const { code, out, err } = await runInSandbox('history --days 60');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Account 111122223333 \(alias sandbox\), all receipts\.\n/);
    expect(out).toContain('5 runs, 1 of them refused: 3 keys deactivated, 1 given back, 0 deleted.\n');
    expect(out).toContain('Soaking: 1, soak of 14 days over: 1. Used since the deactivation: 1.\n');
    expect(out).toContain('Exemptions that end within 60 days: 1.\n');
    expect(out).toMatch(/2026-11-09T09:00Z │ old-reports │ Refused \(NewKey\)\. A rotation may be under way/);
    expect(out.replaceAll(/\s+│ +│ +│ /g, ' ')).toContain(
      'arn:aws:sts::111122223333:assumed-role/operator/operator.',
    );
    expect(out.replaceAll(/\s+│\s+│ +│ +│ /g, ' ')).toMatch(/started by: not known: Systems Manager keeps/);
    expect(out).toMatch(
      /AKIAREPORTS30EXAMPLE │ old-reports │ Deactivated: 2026-11-13T09:00Z; soaks until 2026-11-27/,
    );
    expect(out).toContain('USED SINCE:');
  });

  it.each([
    ['json', /^\{\n {2}"schemaVersion": "1\.0"/],
    ['csv', /^kind,accountId,accountAlias,accountName,at,/],
    ['html', /^<!doctype html>/],
  ])('--format %s', async (format, beginning) => {
    const { code, out, err } = await runInSandbox(`history --format ${format}`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(beginning);
  });

  it('JSON follows the schema, which describes every member', async () => {
    const { out } = await runInSandbox('history --format json --days 60');
    const history = JSON.parse(out);
    expect(isValid(history), JSON.stringify(isValid.errors)).toBe(true);
    expect(history).toMatchObject({ operator: null, command: expect.stringContaining('history') });
    expect(isValid({ ...history, more: 1 })).toBe(false);
    const [account] = history.accounts;
    expect(
      isValid({ ...history, accounts: [{ ...account, entries: [{ ...account.entries[0], more: 1 }] }] }),
    ).toBe(false);
  });

  it('--since leaves out older runs, and no key on record', async () => {
    const { out } = await runInSandbox('history --format json --since 2026-11-09');
    const { since, accounts } = JSON.parse(out);
    expect(since).toBe('2026-11-09T00:00:00.000Z');
    expect(accounts[0].entries).toHaveLength(2);
    expect(accounts[0].deactivatedKeys).toHaveLength(2);
    expect(accounts[0].summary).toMatchObject({ runs: 2, keys: { deactivated: 1, reactivated: 0 } });
  });

  it('--soak-days: another soak', async () => {
    const { out } = await runInSandbox('history --soak-days 30');
    expect(out).toContain('Soaking: 2, soak of 30 days over: 0.');
  });
});

it('without --ledger-table: that of the deployed stack', async () => {
  const { run } = await withHistory();
  expect(await run('history')).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 runs, 0 of them refused'),
  });
});
