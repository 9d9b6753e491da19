import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { deliverEvents, subscribeToEvents } from '../../../../demo/events.ts';
import { DAY_MS } from '../../../../policy/policy.ts';
import { NAMES } from '../../../../product/names.ts';
import type { SandboxAccount } from '../../../../sandbox/account.ts';
import { runIn, runInSandbox } from '../../../support/cli.ts';
import { deleteItem, itemsOf, putItem, recordsIn } from '../../../support/ledger.ts';
import { deactivate, EXECUTION, failCall } from '../../../support/remediation.ts';
import { addUser } from '../../../support/rule.ts';
import { served } from '../../../support/served-account.ts';
import { LAB, MANAGEMENT, PAYMENTS, ROLE, servedOrganization } from '../../../support/served-organization.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../../bin/commands/history/history.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const isValid = ajv.compile(schema);

const TABLE = ['--ledger-table', NAMES.sandboxLedger];

/** An account with the users alice and bob, a key of each of whom a runbook deactivated ten days ago, and its command line. */
async function withHistory() {
  const { account, environment } = await served(() => {}, { withRunbooks: true });
  subscribeToEvents(account);
  for (const name of ['alice', 'bob']) addUser(account, name, 2);
  const settings = { ...environment, AWS_REGION: 'us-east-1' };
  const io = {
    now: account.clock.now,
    wait: async (milliseconds: number) => account.clock.advance(milliseconds),
  };
  const run = (...args: string[]) => runIn(settings, args, io);
  await run('remediate', '--all', '--yes');
  await deliverEvents(account);
  account.clock.advance(10 * DAY_MS);
  const keyOf = (name: string) =>
    account.backdoor.keysOf(name).find(({ status }) => status === 'Inactive')?.accessKeyId ?? '';
  const history = async (...args: string[]) => {
    const { code, out, err } = await run('history', '--format', 'json', ...TABLE, ...args);
    const found = out === '' ? undefined : JSON.parse(out);
    if (found) expect(isValid(found), JSON.stringify(isValid.errors)).toBe(true);
    return { code, err, found, account: found?.accounts[0] };
  };
  return { account, settings, io, run, keyOf, history };
}

const callsSince = (account: SandboxAccount, before: number, operation: string) =>
  account.calls.slice(before).filter((call) => call.operation === operation).length;

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

describe('wrong usage: exit code 2, a clear line, and no call', () => {
  it.each([
    [['--since', 'yesterday'], '--since: expected a date such as 2026-11-01, or a date-time with a zone'],
    [['--since', '2026-02-30'], 'received "2026-02-30"'],
    [['--since', ''], 'received ""'],
    [['--days', '0'], 'days: expected a whole number from 1 to 365'],
    [['--days', '366'], 'days: expected a whole number from 1 to 365'],
    [['--soak-days', 'x'], 'soakDays: expected a whole number from 1 to 365'],
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

describe('the calls', () => {
  it('one for each megabyte of the ledger, page of users, user on record and execution, and two for each key', async () => {
    const { account, keyOf, history } = await withHistory();
    account.backdoor.useKey(keyOf('bob'), { at: account.clock.now(), service: 's3', region: 'us-east-1' });
    const before = account.calls.length;
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(found.summary).toMatchObject({ runs: 2, soaking: 2, usedSince: 1 });
    expect(found.deactivatedKeys[0]).toMatchObject({
      userName: 'bob',
      usedSince: 'yes',
      lastUsed: { service: 's3' },
    });
    const calls = account.calls
      .slice(before)
      .map(({ operation }) => operation)
      .toSorted();
    expect(calls).toEqual([
      'GetAccessKeyLastUsed',
      'GetAccessKeyLastUsed',
      'GetAccountAuthorizationDetails',
      'GetAutomationExecution',
      'GetAutomationExecution',
      'ListAccessKeys',
      'ListAccessKeys',
      'ListAccountAliases',
      'Query',
      'Query',
      'Query',
      'Query',
    ]);
  });

  it('changes nothing', async () => {
    const { account, history } = await withHistory();
    const [items, users] = [itemsOf(account), account.backdoor.states()];
    await history();
    expect(itemsOf(account)).toEqual(items);
    expect(account.backdoor.states()).toEqual(users);
  });

  it('none to Systems Manager for executions of more than 30 days ago', async () => {
    const { account, history } = await withHistory();
    account.clock.advance(30 * DAY_MS);
    const before = account.calls.length;
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(callsSince(account, before, 'GetAutomationExecution')).toBe(0);
    expect(found.entries[0].startedBy).toEqual({ arn: null, notKnown: 'NotKept' });
  });

  it('none for the last use of a key that is Active again', async () => {
    const { account, keyOf, history } = await withHistory();
    account.backdoor.setKeyStatus(keyOf('alice'), 'Active');
    const before = account.calls.length;
    const { account: found } = await history();
    expect(callsSince(account, before, 'GetAccessKeyLastUsed')).toBe(1);
    expect(found.deactivatedKeys).toContainEqual(
      expect.objectContaining({ status: 'Active', usedSince: 'unknown' }),
    );
  });
});

describe('changes by others', () => {
  it('who set a key to Active, as CloudTrail has shown it', async () => {
    const { account, keyOf, history } = await withHistory();
    account.backdoor.setKeyStatus(keyOf('alice'), 'Active');
    await deliverEvents(account);
    const { code, account: found } = await history();
    expect(code).toBe(0);
    const keys = found.deactivatedKeys.toSorted((a: { userName: string }, b: { userName: string }) =>
      a.userName < b.userName ? -1 : 1,
    );
    expect(keys).toMatchObject([
      {
        changedByOthers: expect.stringMatching(
          /^arn:aws:iam::111122223333:user\/operator changed the status of AKIA/,
        ),
        isDeactivationSeen: 'yes',
      },
      { changedByOthers: null, isDeactivationSeen: 'yes' },
    ]);
  });

  it('an item that is none of ours: not known of that key, exit code 1', async () => {
    const { account, keyOf, history } = await withHistory();
    putItem(account, { pk: 'TOUCHED', sk: `${keyOf('alice')}#yesterday#event` });
    const { code, err, account: found } = await history();
    expect(code).toBe(1);
    expect(found.unread).toMatchObject([{ what: 'changes', which: keyOf('alice') }]);
    expect(found.deactivatedKeys).toContainEqual(
      expect.objectContaining({ userName: 'alice', changedByOthers: null, isDeactivationSeen: 'unknown' }),
    );
    expect(err).toContain('Not read: who else changed a key');
  });
});

describe('a run that nobody can attribute', () => {
  it('without a runbook', async () => {
    const { account, history } = await withHistory();
    const carol = addUser(account, 'carol', 2);
    await deactivate(account, carol.userId, { automationExecutionId: '' });
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(found.entries[0]).toMatchObject({
      userName: 'carol',
      automationExecutionId: null,
      startedBy: { arn: null, notKnown: 'NoExecution' },
    });
  });

  it('an execution that Systems Manager does not have although the run is new: a line, exit code 1', async () => {
    const { account, history } = await withHistory();
    await deactivate(account, addUser(account, 'carol', 2).userId);
    const { code, err, account: found } = await history();
    expect({ code, isComplete: found.isComplete }).toEqual({ code: 1, isComplete: false });
    expect(found.entries[0].startedBy).toEqual({ arn: null, notKnown: 'NoSuchExecution' });
    expect(found.unread).toMatchObject([{ what: 'contradiction', which: EXECUTION }]);
    expect(err).toMatch(
      /^CONTRADICTED: a receipt \(.*: Systems Manager has no such execution although the run is younger/,
    );
  });

  it('a receipt that was changed to another outcome than that of its execution: a line, exit code 1', async () => {
    const { account, history } = await withHistory();
    const [{ receipt = '', ...item } = {}] = itemsOf(account).filter(({ pk }) => pk === 'RECEIPT');
    putItem(account, {
      ...(item as Record<string, string>),
      outcome: 'Exempt',
      receipt: receipt.replace('"outcome":"Deactivated"', '"outcome":"Exempt"'),
    });
    const { code, account: found } = await history();
    expect(code).toBe(1);
    expect(found.unread).toContainEqual(
      expect.objectContaining({
        what: 'contradiction',
        reason: expect.stringContaining(
          'the outcome is Exempt in the receipt, and Deactivated in the execution',
        ),
      }),
    );
  });

  it('an execution that does not tell', async () => {
    const { account, history } = await withHistory();
    failCall(
      account,
      'GetAutomationExecution',
      { kind: 'answer', output: { AutomationExecution: {} } },
      { andAfter: true },
    );
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(found.entries[0].startedBy).toEqual({ arn: null, notKnown: 'NotTold' });
  });
});

describe('a user that no longer exists', () => {
  it('keeps the name of its receipts, and its key is gone: proven by two listings', async () => {
    const { account, keyOf, history } = await withHistory();
    const key = keyOf('alice');
    account.backdoor.deleteUser('alice');
    const before = account.calls.length;
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(callsSince(account, before, 'GetAccountAuthorizationDetails')).toBe(2);
    expect(found.deactivatedKeys).toContainEqual(
      expect.objectContaining({ accessKeyId: key, userName: 'alice', status: 'Gone', usedSince: 'unknown' }),
    );
  });

  it('a renamed user has its present name', async () => {
    const { account, history } = await withHistory();
    account.backdoor.renameUser('alice', 'alice2');
    const { account: found } = await history();
    expect(found.deactivatedKeys.map(({ userName }: { userName: string }) => userName).toSorted()).toEqual([
      'alice2',
      'bob',
    ]);
  });
});

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

it('without --ledger-table: that of the deployed stack', async () => {
  const { run } = await withHistory();
  expect(await run('history')).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 runs, 0 of them refused'),
  });
});

describe('history --accounts', () => {
  async function inOrganization(...args: string[]) {
    const { account, run } = await servedOrganization();
    const alice = account(PAYMENTS).backdoor.users()[0];
    await deactivate(account(PAYMENTS), alice?.userId ?? '', { automationExecutionId: '' });
    return run('history', '--accounts', 'organization', ...args);
  }

  it('JSON: each account with its name, and why nothing is known of one, exit code 1', async () => {
    const { code, out, err } = await inOrganization('--format', 'json');
    const history = JSON.parse(out);
    expect(isValid(history), JSON.stringify(isValid.errors)).toBe(true);
    expect(history.operator).toMatch(/^arn:aws:/);
    expect(code).toBe(1);
    expect(err).toMatch(
      new RegExp(`^${LAB}: NOT READ, so nothing is known of this account: The role could not be assumed`),
    );
    expect(history.accounts).toMatchObject([
      { accountId: MANAGEMENT, accountName: 'Management', failure: null, summary: { runs: 0 } },
      { accountId: PAYMENTS, accountName: 'Payments', failure: null, summary: { runs: 1, soaking: 1 } },
      { accountId: LAB, accountName: 'Old lab', summary: null, isComplete: false, exemptions: null },
    ]);
  });

  it('table: a block for each account', async () => {
    const { out } = await inOrganization();
    expect(out).toContain(
      `Account ${PAYMENTS} (Payments, no alias), all receipts.\n1 run, 0 of them refused`,
    );
    expect(out).toMatch(
      new RegExp(`^Account ${LAB} \\(Old lab, alias not known\\): NOT READ, so nothing is known`, 'm'),
    );
  });

  it('CSV and HTML: the account in each row, and the one that was not read', async () => {
    const csv = await inOrganization('--format', 'csv');
    expect(csv.out).toMatch(new RegExp(`^run,${PAYMENTS},none,Payments,`, 'm'));
    expect(csv.out).toMatch(
      new RegExp(`^unread,${LAB},not known,Old lab,.*account: The role could not be assumed`, 'm'),
    );
    const page = await inOrganization('--format', 'html');
    expect(page.out).toContain(`Account ${LAB} (Old lab, alias not known). NOT READ, so nothing is known`);
    expect(page.out).toContain(`<td data-label="account">${PAYMENTS}</td>`);
  });

  it('a suspended account is named, and nothing failed: exit code 0', async () => {
    const { run } = await servedOrganization({ lab: { state: 'SUSPENDED' } });
    const { code, out } = await run('history', '--accounts', 'organization', '--role-name', ROLE);
    expect(code).toBe(0);
    expect(out).toContain(`Account ${LAB} (Old lab, alias not known): NOT READ`);
  });

  it('an account without a ledger does not stop the others', async () => {
    const { account, run } = await servedOrganization();
    account(PAYMENTS).faults.add(({ operation }) => (operation === 'Query' ? { kind: 'deny' } : undefined));
    const { code, out } = await run('history', '--accounts', `${MANAGEMENT},${PAYMENTS}`);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^Account ${MANAGEMENT} .*all receipts\\.$`, 'm'));
    expect(out).toMatch(new RegExp(`^Account ${PAYMENTS} .*NOT READ.* could not read the ledger`, 'm'));
  });

  it('--role-name without --accounts: wrong usage', async () => {
    expect(await runIn({}, ['history', '--role-name', ROLE])).toMatchObject({ code: 2, out: '' });
  });
});

it('records that are open stay without a soak', async () => {
  const { account, history } = await withHistory();
  const [record] = recordsIn(account);
  putItem(account, { ...(record as Record<string, string>), state: 'deleting' });
  const { account: found } = await history();
  expect(found.summary).toMatchObject({ soaking: 1, soaked: 0 });
});
