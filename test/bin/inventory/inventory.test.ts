import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../bin/formats/csv.ts';
import { toText } from '../../../bin/formats/text.ts';
import { parseCsv } from '../../../bin/inventory/parse-csv.ts';
import { readInventory } from '../../../bin/inventory/read-inventory.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { addUser, callCounts, dashboard, deployed, evaluate } from '../../support/rule.ts';
import { anInventory, aUser } from '../inventories.ts';

const read = (account: SandboxAccount, { iam } = account.connect({ principal: 'somebody' })) =>
  readInventory({
    iam,
    ledger: undefined,
    account: { accountId: account.accountId, accountAlias: null, accountName: null },
    policy: DEFAULT_POLICY,
    now: account.clock.now(),
    signal: new AbortController().signal,
    onProgress: () => {},
  });

describe('the inventory', () => {
  it('has the verdicts and the annotations that the rule reports', async () => {
    const { account } = deployed();
    for (const [name, keys] of [
      ['none', 0],
      ['one', 1],
      ['two', 2],
      ['three', 3],
    ] as const) {
      addUser(account, name, keys);
    }
    await evaluate(account);
    const { users } = await read(account);
    expect(Object.fromEntries(users.map((user) => [user.userName, user.complianceType]))).toEqual(
      dashboard(account),
    );
    const annotations = account.configRules
      .results('iam-user-one-active-access-key')
      .map((each) => each.annotation);
    expect(users.map((user) => user.annotation).toSorted()).toEqual(annotations.toSorted());
  });

  it('makes only calls that read', async () => {
    const { account } = deployed();
    addUser(account, 'two', 2);
    addUser(account, 'one', 1);
    await read(account);
    expect(callCounts(account)).toEqual({
      ListUsers: 2,
      ListAccessKeys: 2,
      GetUser: 1,
      GetAccessKeyLastUsed: 3,
    });
  });

  it('a user that cannot be read has no verdict', async () => {
    const { account } = deployed();
    for (const name of ['alice', 'bob']) addUser(account, name, 2);
    account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && (input as { UserName: string }).UserName === 'bob'
        ? { kind: 'deny' }
        : undefined,
    );
    const { users, failures, summary } = await read(account);
    expect(users.map(({ userName }) => userName)).toEqual(['alice']);
    expect(failures).toEqual([
      { accountId: '111122223333', userName: 'bob', reason: expect.stringContaining('AccessDenied') },
    ]);
    expect(summary).toMatchObject({ users: 2, unread: 1 });
  });

  it('a user that is deleted during the reading is absent, and is not a failure', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys' && account.backdoor.users().length > 0)
        account.backdoor.deleteUser('alice');
      return undefined;
    });
    expect(await read(account)).toMatchObject({ users: [], failures: [] });
  });

  it('of an account without users is empty and complete', async () => {
    expect(await read(deployed().account)).toMatchObject({
      summary: { users: 0 },
      users: [],
      isComplete: true,
    });
  });
});

describe('texts from the account', () => {
  it.each(['=cmd', '+1', '-1', '@SUM', '=HYPERLINK'])(
    'CSV: the user name %s is not a formula',
    async (name) => {
      const { account } = deployed();
      addUser(account, name, 2);
      const [, line = ''] = toCsv(await read(account)).split('\r\n');
      expect(line).toMatch(new RegExp(`^"?'\\${name}`));
    },
  );

  it.each([
    ['a tag', { tags: { Owner: '=cmd' } }, 'tag:Owner'],
    [
      'the reason of an exemption',
      { exemption: { until: '', reason: '=cmd', owner: '', daysLeft: 1 } },
      'exemptReason',
    ],
    [
      'the owner of an exemption',
      { exemption: { until: '', reason: '', owner: '=cmd', daysLeft: 1 } },
      'exemptOwner',
    ],
    ['a policy that could not be read', { unreadPolicies: ['=cmd'] }, 'privilegedBy'],
  ] as const)('CSV: %s is not a formula', (_, changes, column) => {
    const [header = [], record = []] = parseCsv(toCsv(anInventory([aUser(changes)])));
    expect(record[header.indexOf(column)]).toBe("'=cmd");
  });

  it.each([
    ['\t=cmd', "' =cmd"],
    ['  @sum', "'  @sum"],
    ['\u00a0=cmd', "'\u00a0=cmd"],
    ['\u2028\uff1dcmd', "' \uff1dcmd"],
    ['\r-1', "' -1"],
    ['a\u001b[2J\u202eb', 'a [2J b'],
    [' a = b', ' a = b'],
  ])(
    'CSV: the value %j of a tag is %j: no formula behind spaces, nothing for a terminal',
    (Owner, expected) => {
      const csv = toCsv(anInventory([aUser({ tags: { Owner } })]));
      const [header = [], record = []] = parseCsv(csv);
      expect(record[header.indexOf('tag:Owner')]).toBe(expected);
      expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    },
  );

  it.each([
    [true, []],
    [false, [['', '111122223333', 'Interrupted: users may be missing here']]],
  ])('CSV: complete is %s, and the file says so if it is not', (isComplete, expected) => {
    const [header = [], , ...rest] = parseCsv(toCsv(anInventory([aUser()], { isComplete })));
    const places = ['userName', 'accountId', 'annotation'].map((column) => header.indexOf(column));
    expect(rest.map((record) => places.map((place) => record[place]))).toEqual(expected);
  });

  it('CSV: quotes, commas and line ends stay in their field', async () => {
    const { account } = deployed();
    addUser(account, 'a,b', 2);
    account.backdoor.tagUser('a,b', {
      'one-active-key:exempt-until': '2026-12-01',
      'one-active-key:exempt-reason': 'one "two"\nthree, =4',
    });
    const [, line = ''] = toCsv(await read(account)).split('\r\n');
    expect(line).toMatch(/^"a,b",AIDA\w+,NOT_APPLICABLE,"a,b: .* one ""two"" three, =4",AKIA/);
  });

  it('text: contains no control character', async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    account.backdoor.tagUser('alice', {
      'one-active-key:exempt-until': '2026-12-01',
      'one-active-key:exempt-reason': '\u001b[31mred\u0007',
    });
    const text = toText(await read(account), 120);
    expect(text).toContain('[31mred');
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it.each([20, 40, 80, 200])('text: a table is written even if the width is %i characters', async (width) => {
    const { account } = deployed();
    addUser(account, 'n'.repeat(64), 2);
    const lines = toText(await read(account), width).split('\n');
    expect(lines.length).toBeGreaterThan(4);
  });
});
