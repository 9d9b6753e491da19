import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../bin/inventory/parse-csv.ts';
import { addUser, callCounts } from '../../support/rule.ts';
import { LAB, MANAGEMENT, PAYMENTS, ROLE, servedOrganization } from '../../support/served-organization.ts';

const ORGANIZATION = ['--accounts', 'organization'];

const recordsOf = (csv: string) => {
  const [columns = [], ...records] = parseCsv(csv);
  return records.map((record) => Object.fromEntries(columns.map((column, index) => [column, record[index]])));
};

describe('verify --accounts organization', () => {
  it('text: every account with its name, and the one that cannot be entered with the reason', async () => {
    const { run } = await servedOrganization();
    const { code, out, err } = await run('verify', ...ORGANIZATION);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('3 accounts: 2 users, 2 NON_COMPLIANT. Nothing is known of 1 account.\n');
    for (const heading of [`${MANAGEMENT} (Management)`, `${PAYMENTS} (Payments)`])
      expect(out).toContain(`\n${heading}\n1 user: 0 COMPLIANT, 1 NON_COMPLIANT`);
    expect(out).toMatch(
      /NOT READ: 444455556666 \(Old lab\): The role could not be assumed\. AccessDenied: User: arn:aws:iam::111122223333:user\/auditor is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role\/one-active-key-reviewer\. [^\n]+\n/,
    );
  });

  it.each([
    ['json', '"failure": "The role could not be assumed.'],
    ['csv', 'Account not read: The role could not be assumed.'],
    ['junit', '<error type="AccountNotRead"'],
    ['sarif', 'Account 444455556666 could not be read: The role could not be assumed.'],
  ])(
    '%s: the account that cannot be entered is in the result, and on standard error',
    async (format, expected) => {
      const { run } = await servedOrganization();
      const { code, out, err } = await run('verify', ...ORGANIZATION, '--format', format);
      expect(code).toBe(1);
      expect(out).toContain(expected);
      expect(err).toContain(`NOT READ: ${LAB}: The role could not be assumed.`);
    },
  );

  it('a user that does not comply, in accounts that could all be read: exit code 3', async () => {
    const { run } = await servedOrganization();
    expect(await run('verify', '--accounts', `${MANAGEMENT},${PAYMENTS}`)).toMatchObject({
      code: 3,
      err: '',
    });
  });

  it('all comply: exit code 0; an account without users is one that complies', async () => {
    const { account, run } = await servedOrganization();
    for (const id of [MANAGEMENT, PAYMENTS])
      account(id).backdoor.setKeyStatus(firstKey(account(id)), 'Inactive');
    expect((await run('verify', '--accounts', `${MANAGEMENT},${PAYMENTS}`)).code).toBe(0);
    account(PAYMENTS).backdoor.deleteUser('alice');
    const { code, out } = await run('verify', '--accounts', PAYMENTS, '--as-deployed');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('0 users: 0 COMPLIANT') });
  });

  it.each(['GetCallerIdentity', 'ListAccounts', 'AssumeRole'])(
    'AWS throttles %s three times: nothing is missing',
    async (operation) => {
      const { account, run } = await servedOrganization();
      let attempts = 0;
      account(MANAGEMENT).faults.add((call) => {
        if (call.operation !== operation) return undefined;
        attempts += 1;
        return attempts <= 3 ? { kind: 'throttle' } : undefined;
      });
      const { out } = await run('verify', ...ORGANIZATION);
      expect(out).toContain('3 accounts: 2 users, 2 NON_COMPLIANT. Nothing is known of 1 account.\n');
    },
  );

  it('the number of calls in an account is that of one account', async () => {
    const { account, run } = await servedOrganization();
    await run('verify', ...ORGANIZATION);
    const { CreateDocument: _, ...ofVerify } = callCounts(account(PAYMENTS));
    expect(ofVerify).toEqual({
      ListUsers: 2,
      ListAccessKeys: 1,
      GetUser: 1,
      GetAccessKeyLastUsed: 2,
    });
    // Of the account of the caller, also who the caller is, the accounts, and a role for each other account.
    expect(callCounts(account(MANAGEMENT))).toMatchObject({
      GetCallerIdentity: 1,
      ListAccounts: 1,
      AssumeRole: 2,
      ListUsers: 2,
    });
  });
});

const firstKey = (account: { backdoor: { keysOf(name: string): readonly { accessKeyId: string }[] } }) =>
  account.backdoor.keysOf('alice')[0]?.accessKeyId ?? '';

describe('preview --accounts', () => {
  it('JSON: accounts with name and alias, and users with their account', async () => {
    const { run } = await servedOrganization();
    const { code, out } = await run('preview', ...ORGANIZATION, '--format', 'json');
    expect(code).toBe(1);
    const { accounts, users, isComplete } = JSON.parse(out);
    expect(isComplete).toBe(false);
    expect(accounts).toMatchObject([
      { accountId: MANAGEMENT, accountName: 'Management', accountAlias: '', failure: null, isComplete: true },
      { accountId: PAYMENTS, accountName: 'Payments', failure: null },
      { accountId: LAB, accountName: 'Old lab', accountAlias: null, isComplete: false, parameters: null },
    ]);
    expect(users.map(({ accountId, arn }: { accountId: string; arn: string }) => [accountId, arn])).toEqual(
      [MANAGEMENT, PAYMENTS].map((id) => [id, `arn:aws:iam::${id}:user/alice`]),
    );
  });

  it('JSON: who entered the accounts, not the sessions in them', async () => {
    const { run } = await servedOrganization();
    const { out } = await run('preview', '--accounts', PAYMENTS, '--format', 'json');
    expect(JSON.parse(out).operator).toBe(`arn:aws:iam::${MANAGEMENT}:user/auditor`);
  });

  it('CSV: a row for the account that was not read, and the names in each row', async () => {
    const { run } = await servedOrganization();
    const records = recordsOf((await run('preview', ...ORGANIZATION, '--format', 'csv')).out);
    expect(records.map(({ accountId, accountName, userName }) => [accountId, accountName, userName])).toEqual(
      [
        [MANAGEMENT, 'Management', 'alice'],
        [MANAGEMENT, 'Management', 'alice'],
        [PAYMENTS, 'Payments', 'alice'],
        [PAYMENTS, 'Payments', 'alice'],
        [LAB, 'Old lab', ''],
      ],
    );
    expect(records.at(-1)?.['annotation']).toMatch(/^Account not read: The role could not be assumed/);
  });

  it('HTML: the accounts, and what is missing', async () => {
    const { run } = await servedOrganization();
    const { out } = await run('preview', ...ORGANIZATION, '--format', 'html');
    for (const text of [
      '3 accounts, as of',
      'An account was not read.',
      `<span class="id">${LAB}</span>`,
      'no: The role',
    ])
      expect(out).toContain(text);
  });

  it('--as-deployed: each account by its own rule; one without the rule is one that was not read', async () => {
    const { account, run } = await servedOrganization();
    account(PAYMENTS).faults.add(({ operation }) =>
      operation === 'DescribeConfigRules' ? { kind: 'answer', output: { ConfigRules: [] } } : undefined,
    );
    const { code, out } = await run('preview', '--accounts', `${MANAGEMENT},${PAYMENTS}`, '--as-deployed');
    expect(code).toBe(1);
    expect(out).toContain('1 user: 0 COMPLIANT, 1 NON_COMPLIANT');
    expect(out).toContain(`NOT READ: ${PAYMENTS}: The rule is not deployed in us-east-1`);
  });

  it('an account that denies half of the calls: what is known, and what is not', async () => {
    const { account, run } = await servedOrganization();
    addUser(account(PAYMENTS), 'bob', 1);
    account(PAYMENTS).faults.add(({ operation, input }) => {
      const isOfBob = (input as { UserName?: string }).UserName === 'bob';
      const isDenied = [
        'GetAccountAuthorizationDetails',
        'GenerateCredentialReport',
        'ListAccountAliases',
      ].includes(operation);
      return isDenied || (operation === 'ListAccessKeys' && isOfBob) ? { kind: 'deny' } : undefined;
    });
    const { code, out } = await run('preview', '--accounts', `${MANAGEMENT},${PAYMENTS}`);
    expect(code).toBe(1);
    expect(out).toContain(`No verdict, because the user could not be read: ${PAYMENTS}: bob: AccessDenied`);
    expect(out).toContain(`Not known of account ${PAYMENTS}: who is privileged`);
    expect(out).toContain(`${PAYMENTS}: 2 users, 1 NON_COMPLIANT.`);
  });
});

describe('the way into an account', () => {
  it('an external id, and a role with a path', async () => {
    const roles = [{ name: 'auditor', path: '/security/', externalId: 'ours', trusts: [MANAGEMENT] }];
    const { run } = await servedOrganization({ payments: { roles } });
    const role = ['--accounts', PAYMENTS, '--role-name', 'security/auditor'];
    expect((await run('verify', ...role, '--external-id', 'ours')).code).toBe(3);
    for (const wrong of [[], ['--external-id', 'theirs']])
      expect((await run('verify', ...role, ...wrong)).code).toBe(1);
  });

  it('the account of the credentials is entered with them, without a role', async () => {
    const { account, run } = await servedOrganization();
    expect((await run('verify', '--accounts', MANAGEMENT)).code).toBe(3);
    expect(callCounts(account(MANAGEMENT))).not.toHaveProperty('AssumeRole');
  });

  it('an organization of one', async () => {
    const { account, run } = await servedOrganization();
    account(MANAGEMENT).addOperations('organizations', {
      ListAccounts: () => ({ Accounts: [{ Id: MANAGEMENT, Name: 'Management', State: 'ACTIVE' }] }),
    });
    const { code, out } = await run('verify', ...ORGANIZATION);
    expect({ code, out }).toMatchObject({
      code: 3,
      out: expect.stringMatching(/^1 user: 0 COMPLIANT, 1 NON_COMPLIANT/),
    });
  });

  it.each(['SUSPENDED', 'CLOSED', 'PENDING_ACTIVATION'] as const)(
    'nobody can use an account that is %s: a line, and no error',
    async (state) => {
      const { run } = await servedOrganization({ lab: { state } });
      const { code, out } = await run('verify', ...ORGANIZATION);
      expect(code).toBe(3);
      expect(out).toContain(
        `NOT READ: ${LAB} (Old lab): Nobody can use this account: AWS Organizations has it as ${state}.`,
      );
    },
  );

  it('an account that is being closed is tried', async () => {
    const { run } = await servedOrganization({ lab: { state: 'PENDING_CLOSURE' } });
    expect((await run('verify', ...ORGANIZATION)).code).toBe(1);
  });

  it.each([
    [
      'a member account, which may not list the accounts',
      { from: PAYMENTS },
      "AccessDeniedException: You don't have permissions",
    ],
  ])('%s: one line, exit code 1', async (_, changes, reason) => {
    const { run } = await servedOrganization(changes);
    const { code, out, err } = await run('verify', ...ORGANIZATION);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^The accounts of the organization could not be listed\. [^\n]+\n$/);
    expect(err).toContain(reason);
  });

  it('an account that is in no organization: one line, exit code 1', async () => {
    const { account, run } = await servedOrganization();
    account(MANAGEMENT).addOperations('organizations', {});
    account(MANAGEMENT).faults.add(({ operation }) =>
      operation === 'ListAccounts' ? { kind: 'deny' } : undefined,
    );
    const { code, err } = await run('preview', ...ORGANIZATION);
    expect(code).toBe(1);
    expect(err).toContain('otherwise name the accounts');
  });

  it('@FILE: its names are those of the report', async () => {
    const { run } = await servedOrganization();
    const { writeFileSync } = await import('node:fs');
    const { emptyFolder } = await import('../../support/bare-environment.ts');
    const file = `${emptyFolder()}/accounts.txt`;
    writeFileSync(file, `${PAYMENTS} Cards and payments\n`);
    expect((await run('preview', '--accounts', `@${file}`, '--format', 'csv')).out).toContain(
      'Cards and payments',
    );
  });

  it('is tried again when STS is throttled', async () => {
    const { account, run } = await servedOrganization();
    let left = 2;
    account(MANAGEMENT).faults.add(({ operation }) =>
      operation === 'AssumeRole' && left-- > 0 ? { kind: 'throttle' } : undefined,
    );
    expect((await run('verify', '--accounts', PAYMENTS, '--role-name', ROLE)).code).toBe(3);
  });

  it.each([
    ['verify --accounts nobody', 'expected ids of accounts'],
    ['verify --role-name r', '--role-name needs --accounts'],
    ['preview --accounts organization --aggregator a', '--accounts cannot be used with --aggregator'],
    ['remediate --all --accounts organization', 'expected --role-name with --accounts'],
    ['remediate alice --accounts organization --role-name r', 'expected one account in --accounts'],
    [
      'undo alice AKIAIOSFODNN7EXAMPLE --accounts organization --role-name r',
      'expected one account in --accounts',
    ],
  ])('%s: wrong usage, and no call', async (command, message) => {
    const { account, run } = await servedOrganization();
    const before = account(MANAGEMENT).calls.length;
    const { code, out, err } = await run(...command.split(' '));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(account(MANAGEMENT).calls).toHaveLength(before);
  });
});

describe('an interruption', () => {
  it('before an account was read: a line for it, exit code 130', async () => {
    const interruption = new AbortController();
    const { account, runWith } = await servedOrganization();
    account(MANAGEMENT).faults.add(({ operation }) => {
      if (operation !== 'AssumeRole') return undefined;
      interruption.abort();
      return { kind: 'hang' };
    });
    const { code, out } = await runWith(
      { interruption: interruption.signal },
      'verify',
      '--accounts',
      PAYMENTS,
    );
    expect(code).toBe(130);
    expect(out).toContain(`NOT READ: ${PAYMENTS}: The command was interrupted before this account was read.`);
  });
});

describe('Ctrl-C while a call hangs in one account', () => {
  it.each(['ListAccountAliases', 'DescribeConfigRules', 'ListUsers'])(
    '%s: the other account is shown, exit code 130',
    async (operation) => {
      const { account, runWith } = await servedOrganization();
      const controller = new AbortController();
      const waitingFor = new Set([operation, '1 of 2 accounts read']);
      const reached = (event: string) => {
        waitingFor.delete(event);
        if (waitingFor.size === 0) controller.abort();
      };
      account(PAYMENTS).faults.add((call) => {
        if (call.operation !== operation) return undefined;
        reached(operation);
        return { kind: 'hang' };
      });
      let time = Date.parse('2100-01-15T09:00:00Z');
      const { code, out } = await runWith(
        {
          interruption: controller.signal,
          isWatched: true,
          // The progress line is written once in 100 ms.
          now: () => {
            time += 1_000;
            return new Date(time);
          },
          err: (text) => reached(text.replace(/^[^\d]*/, '')),
        },
        'preview',
        '--as-deployed',
        '--accounts',
        `${MANAGEMENT},${PAYMENTS}`,
      );
      expect(code).toBe(130);
      expect(out).toContain(`${MANAGEMENT}: 1 user, 1 NON_COMPLIANT.`);
    },
  );

  it('without --accounts, the command ends at once, too: exit code 130', async () => {
    const { account, runWith } = await servedOrganization();
    const controller = new AbortController();
    account(MANAGEMENT).faults.add(({ operation }) => {
      if (operation !== 'ListAccountAliases') return undefined;
      controller.abort();
      return { kind: 'hang' };
    });
    expect(await runWith({ interruption: controller.signal }, 'preview')).toEqual({
      code: 130,
      out: '',
      err: 'Interrupted.\n',
    });
  });
});
