import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseCsv } from '../../../bin/inventory/parse-csv.ts';
import { runIn, runInSandbox } from '../../support/cli.ts';
import { addUser, callCounts } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../../bin/formats/inventory.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(schema);

function temporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

describe('preview', () => {
  it('shows the summary, and a table of the users with more than one active key', async () => {
    const { code, out, err } = await runInSandbox('preview');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^316 users: 305 COMPLIANT, 10 NON_COMPLIANT, 1 NOT_APPLICABLE\.\n/);
    expect(out).toContain('Users by active access keys: 101 with none, 203 with one, 12 with more.');
    expect(out).toMatch(/deploy-bot +│ NON_COMPLIANT +│ 2 active access keys\. Keep AKIADEPLOYOLDEXAMPLE/);
    expect(out).not.toContain('user-001');
    expect(out).toMatch(/^Keys that One Active Key deactivated, on record: 2 done\.$/m);
  });

  it('with --only counts the keys on record of all users', async () => {
    const { out } = await runInSandbox('preview --only non-compliant');
    expect(out).toMatch(/^Keys that One Active Key deactivated, on record: 2 done\.$/m);
  });

  it('uses the given parameters of the rule', async () => {
    const { out } = await runInSandbox('preview --rotation-grace-hours 72');
    expect(out).toContain('306 COMPLIANT, 9 NON_COMPLIANT');
    expect(out).toMatch(/slow-rotation +│ COMPLIANT +│ 2 active access keys\. Rotation in progress/);
  });

  it.each([
    ['--rotation-grace-hours 721', '--rotation-grace-hours: expected a whole number from 0 to 720'],
    ['--selection-strategy Newest', '--selection-strategy: expected LeastRecentlyUsed or Oldest'],
    ['--exemption-max-days 0', '--exemption-max-days: expected a whole number from 1 to 365'],
    ['--format xml', "error: option '--format <format>' argument 'xml' is invalid"],
    ['--only users', "error: option '--only <users>' argument 'users' is invalid"],
    ['--tag-column a;b', '--tag-column: expected the key of a tag, 1 to 128 characters; received "a;b"'],
    ['--everything', "error: unknown option '--everything'"],
    ['more', 'too many arguments'],
  ])('%s: wrong usage, exit code 2', async (options, message) => {
    const { code, out, err } = await runInSandbox(`preview ${options}`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('JSON: says who made it, and with which command', async () => {
    const { out } = await runInSandbox('preview --format json --only non-compliant');
    expect(JSON.parse(out)).toMatchObject({
      operator: 'arn:aws:sts::111122223333:assumed-role/somebody/somebody',
      command: 'one-active-key preview --format json --only non-compliant --sandbox',
    });
  });

  it('JSON: the operator is null if STS does not answer', async () => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2));
    account.faults.add(({ operation }) => (operation === 'GetCallerIdentity' ? { kind: 'deny' } : undefined));
    const { code, out } = await runIn({ ...environment, AWS_REGION: 'us-east-1' }, [
      'preview',
      '--format',
      'json',
    ]);
    expect({ code, operator: JSON.parse(out).operator }).toEqual({ code: 0, operator: null });
  });

  it('JSON: follows the schema and contains every user', async () => {
    const { out } = await runInSandbox('preview --format json');
    const inventory = JSON.parse(out);
    expect(inventory.accounts).toMatchObject([
      { accountId: '111122223333', accountAlias: 'sandbox', accountName: null, readsLedger: true },
    ]);
    expect(isValid(inventory), JSON.stringify(isValid.errors)).toBe(true);
    expect(inventory.users).toHaveLength(316);
    expect(
      inventory.users.find(({ userName }: { userName: string }) => userName === 'old-reports'),
    ).toMatchObject({
      complianceType: 'COMPLIANT',
      plan: null,
      accessKeys: [
        { accessKeyId: 'AKIAREPORTS20EXAMPLE', status: 'Inactive', lastUsed: null },
        { accessKeyId: 'AKIAREPORTS10EXAMPLE', status: 'Active', lastUsed: { service: 's3' } },
        { accessKeyId: 'AKIAREPORTS30EXAMPLE', status: 'Inactive', lastUsed: { service: 's3' } },
      ],
      deactivations: [
        {
          accessKeyId: 'AKIAREPORTS20EXAMPLE',
          state: 'done',
          deactivatedAt: '2026-11-01T09:00:00.000Z',
        },
        { accessKeyId: 'AKIAREPORTS30EXAMPLE', state: 'done', deactivatedAt: '2026-11-13T09:00:00.000Z' },
      ],
    });
  });

  it.each([
    ['an additional member', { more: 1 }],
    ['a missing member', { summary: undefined }],
    ['a missing isComplete', { isComplete: undefined }],
    ['the version before', { schemaVersion: '1.2' }],
    ['no account', { accounts: [] }],
    ['an account without its alias', { accounts: [{ accountId: '111122223333' }] }],
    ['a time that is not a time', { generatedAt: 'today' }],
  ])('the schema refuses %s', async (_, change) => {
    const inventory = JSON.parse((await runInSandbox('preview --format json')).out);
    expect(isValid(JSON.parse(JSON.stringify({ ...inventory, ...change })))).toBe(false);
  });

  it('JSON with --only non-compliant: the summary still counts all users', async () => {
    const { out } = await runInSandbox('preview --format json --only non-compliant');
    const { summary, users } = JSON.parse(out);
    expect(summary.users).toBe(316);
    expect(users).toHaveLength(10);
  });

  it('CSV: one line for each key', async () => {
    const { out } = await runInSandbox('preview --format csv');
    const [columns = [], ...records] = parseCsv(out);
    expect(columns.join()).toBe(
      'userName,userId,complianceType,annotation,accessKeyId,status,createdAt,lastUsedAt,lastUsedService,lastUsedRegion,planned,refusalCode,deactivatedAt,record,accountId,arn,path,userCreatedAt,consoleAccess,privileged,privilegedBy,production,ageDays,unusedDays,exemptUntil,exemptReason,exemptOwner,exemptDaysLeft,tags,accountName,accountAlias,tag:Owner,tag:Environment,tag:Application,tag:CostCenter',
    );
    for (const record of records) expect(record).toHaveLength(columns.length);
    const cellsOf = (userName: string, column: string) =>
      records.filter(([name]) => name === userName).map((record) => record[columns.indexOf(column)]);
    expect(cellsOf('legacy-batch', 'planned')).toEqual(['deactivate', 'keep', 'deactivate']);
    expect(cellsOf('legacy-batch', 'ageDays')).toEqual(['1900', '1400', '1000']);
    expect(cellsOf('legacy-batch', 'unusedDays')).toEqual(['90', '0', '1000']);
    expect(cellsOf('payroll', 'refusalCode')).toEqual(['KeysInUse', 'KeysInUse']);
    expect(cellsOf('payroll', 'tag:Owner')).toEqual(['team-hr', 'team-hr']);
    expect(cellsOf('payroll', 'production')).toEqual(['yes', 'yes']);
    expect(cellsOf('payroll', 'tags')[0]).toBe(
      '{"owner":"team-hr","environment":"Prod","application":"payroll"}',
    );
    expect(cellsOf('slow-rotation', 'refusalCode')).toEqual(['NewKey', 'NewKey']);
    expect(cellsOf('twins', 'consoleAccess')).toEqual(['yes', 'yes']);
    expect(cellsOf('deploy-bot', 'privilegedBy')[0]).toBe(
      'deploy-everything (all actions) through the group deployers',
    );
    expect(cellsOf('deploy-bot', 'arn')[0]).toBe('arn:aws:iam::111122223333:user/ci/deploy-bot');
    expect(cellsOf('deploy-bot', 'path')[0]).toBe('/ci/');
    expect(cellsOf('migration', 'exemptDaysLeft')[0]).toBe('40');
    expect(cellsOf('migration', 'exemptOwner')[0]).toBe('team-network');
    expect(cellsOf('old-reports', 'deactivatedAt')).toEqual([
      '2026-11-01T09:00:00.000Z',
      '',
      '2026-11-13T09:00:00.000Z',
    ]);
    expect(cellsOf('old-reports', 'record')).toEqual([
      'done kept=AKIAREPORTS10EXAMPLE execution=a0000000-0000-4000-8000-000000000003',
      '',
      'done kept=AKIAREPORTS10EXAMPLE execution=a0000000-0000-4000-8000-000000000005',
    ]);
    expect(cellsOf('no-keys', 'accessKeyId')).toEqual(['']);
    expect(cellsOf('no-keys', 'privileged')).toEqual(['no']);
  });

  it('CSV with --tag-column: a column for each tag, once, whatever its case', async () => {
    const columns = ['Team', 'owner', 'TEAM', 'one-active-key:keep'];
    const options = columns.map((column) => `--tag-column ${column}`).join(' ');
    const { out } = await runInSandbox(`preview --format csv ${options}`);
    const [header = [], ...records] = parseCsv(out);
    expect(header.slice(-6)).toEqual([
      'tag:Owner',
      'tag:Environment',
      'tag:Application',
      'tag:CostCenter',
      'tag:Team',
      'tag:one-active-key:keep',
    ]);
    const backup = records.find(([name]) => name === 'backup+eu@example');
    expect(backup?.at(-1)).toBe('AKIABACKUP100EXAMPLE');
  });

  it('JSON: privileged and production users come first, each group by name', async () => {
    const { users, accounts } = JSON.parse((await runInSandbox('preview --format json')).out);
    expect(users.slice(0, 5).map(({ userName }: { userName: string }) => userName)).toEqual([
      'deploy-bot',
      'mistyped',
      'twins',
      'payroll',
      'backup+eu@example',
    ]);
    expect(accounts[0].attributes).toEqual({
      rootAccessKeys: 'no',
      credentialReportAt: '2026-11-21T09:00:00.000Z',
      unread: [],
    });
    const names = users.slice(4).map(({ userName }: { userName: string }) => userName);
    expect(names).toEqual(names.toSorted());
  });

  it('--output writes to the file, and nothing to standard output', async () => {
    const file = temporaryFile('users.json');
    const { code, out } = await runInSandbox(`preview --format json --output ${file}`);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(isValid(JSON.parse(readFileSync(file, 'utf8')))).toBe(true);
  });
});

describe('preview without the permission to read who is privileged', () => {
  const previewDenied = async (format: string) => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2));
    account.faults.add(({ operation }) =>
      operation === 'GetAccountAuthorizationDetails' ? { kind: 'deny' } : undefined,
    );
    return runIn(environment, ['preview', '--format', format]);
  };
  const line = /^Not known: who is privileged, .* \(iam:GetAccountAuthorizationDetails\): AccessDenied: .*$/m;

  it.each(['json', 'csv', 'html'])('%s: a line on standard error, exit code 0', async (format) => {
    const { code, out, err } = await previewDenied(format);
    expect(code).toBe(0);
    expect(err).toMatch(line);
    expect(out).toContain('unknown');
  });

  it('table: the line is part of it', async () => {
    const { code, out, err } = await previewDenied('table');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(line);
  });
});

it('the calls of preview: those of verify, two for the account, and those for privileges, console and root keys', async () => {
  const { account, environment } = await served((each) => addUser(each, 'alice', 2));
  await runIn(environment, ['preview']);
  expect(callCounts(account)).toEqual({
    ListUsers: 3,
    ListAccessKeys: 1,
    GetUser: 1,
    GetAccessKeyLastUsed: 2,
    GetAccountSummary: 1,
    GenerateCredentialReport: 2,
    GetCredentialReport: 1,
    GetAccountAuthorizationDetails: 1,
    ListAccountAliases: 1,
  });
});

describe('verify', () => {
  it('makes no call for privileges, console access and root keys', async () => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2));
    await runIn(environment, ['verify']);
    expect(callCounts(account)).toEqual({
      ListUsers: 2,
      ListAccessKeys: 1,
      GetUser: 1,
      GetAccessKeyLastUsed: 2,
    });
  });

  it('some users do not comply: lists them, exit code 3', async () => {
    const { code, out } = await runInSandbox('verify');
    expect(code).toBe(3);
    expect(out.match(/^NON_COMPLIANT: /gm)).toHaveLength(10);
    expect(out).toContain('NON_COMPLIANT: deploy-bot\n');
  });
});

describe('progress', () => {
  const clock = () => {
    let at = 0;
    return () => {
      at += 60;
      return new Date(Date.parse('2026-11-21T09:00:00Z') + at);
    };
  };

  it('is shown on a terminal, and cleared at the end', async () => {
    const { err } = await runInSandbox('verify', { isWatched: true, now: clock() });
    expect(err).toContain('316 of 316 users read');
    expect(err.endsWith('\r\u001b[K')).toBe(true);
  });

  it('is not shown without a terminal', async () => {
    expect((await runInSandbox('verify')).err).toBe('');
  });
});

describe('Ctrl-C', () => {
  it('ends with the users that were read so far, and isComplete is false', async () => {
    const interruption = new AbortController();
    const io = {
      isWatched: true,
      now: () => new Date(),
      interruption: interruption.signal,
      err: (text: string) => {
        if (text.includes('users read')) interruption.abort();
      },
    };
    const { code, out } = await runInSandbox('preview --format json', io);
    expect(code).toBe(130);
    const { isComplete, users } = JSON.parse(out);
    expect(isComplete).toBe(false);
    expect(users.length).toBeLessThan(316);
    expect(users.length).toBeGreaterThan(0);
  });
});
