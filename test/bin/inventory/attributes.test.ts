import { describe, expect, it } from 'vitest';
import type { DescribedUser } from '../../../aws/iam-users.ts';
import { readAttributes } from '../../../bin/inventory/attributes.ts';
import { userId, userName } from '../../../policy/identifiers.ts';
import { createSandboxAccount, type SandboxOptions } from '../../../sandbox/account.ts';
import { seededRandom } from '../../../sandbox/seeded-random.ts';
import { callCounts } from '../../support/rule.ts';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const CREATED = new Date('2026-01-15T09:00:00.000Z');

function anAccount(options: SandboxOptions = {}) {
  const account = createSandboxAccount(options);
  account.backdoor.createPolicy({ arn: ADMINISTRATOR, document: {} });
  account.backdoor.createGroup({ groupName: 'admins', attached: [ADMINISTRATOR] });
  const alice = account.backdoor.createUser({
    userName: 'alice',
    groups: ['admins'],
    hasPassword: true,
    tags: { Owner: 'team-a' },
  });
  account.backdoor.createUser({ userName: 'bob' });
  return { ...account, alice: described(alice) };
}

const described = (user: { userName: string; userId: string; arn: string }): DescribedUser => ({
  userName: userName(user.userName),
  userId: userId(user.userId),
  arn: user.arn,
  path: '/',
  createdAt: CREATED,
});

type Account = ReturnType<typeof anAccount>;

function read(account: Account, { signal } = new AbortController()) {
  const { iam } = account.connect({ principal: 'somebody' });
  return readAttributes({ iam, wait: account.clock.wait, signal });
}

describe('the attributes', () => {
  it('of a user: privileges, console access and tags', async () => {
    const account = anAccount();
    const { account: facts, of } = await read(account);
    expect(facts).toEqual({ rootAccessKeys: 'no', credentialReportAt: CREATED.toISOString(), unread: [] });
    expect(of(account.alice)).toEqual({
      privileged: 'yes',
      privileges: [expect.objectContaining({ policy: ADMINISTRATOR, group: 'admins' })],
      unreadPolicies: [],
      consoleAccess: 'yes',
      tags: new Map([['Owner', 'team-a']]),
    });
  });

  it('cost a call of GetAccountAuthorizationDetails a page, and three or more for the account', async () => {
    const account = anAccount();
    for (let n = 0; n < 1_000; n += 1) account.backdoor.createUser({ userName: `user-${n}` });
    await read(account);
    const first = { GetAccountSummary: 1, GenerateCredentialReport: 2, GetCredentialReport: 1 };
    expect(callCounts(account)).toEqual({ ...first, GetAccountAuthorizationDetails: 2 });
    await read(account);
    const second = { GetAccountSummary: 2, GenerateCredentialReport: 3, GetCredentialReport: 2 };
    expect(callCounts(account)).toEqual({ ...second, GetAccountAuthorizationDetails: 4 });
  });

  it.each([1, 2, 3])('are read from all pages, however short: seed %i', async (seed) => {
    const account = anAccount({ shortPages: true, random: seededRandom(seed) });
    for (let n = 0; n < 30; n += 1) account.backdoor.createUser({ userName: `user-${n}` });
    const { of } = await read(account);
    expect(of(account.alice).privileged).toBe('yes');
    for (const user of account.backdoor.users().slice(1)) expect(of(described(user)).privileged).toBe('no');
  });

  it('the root user has access keys', async () => {
    const account = anAccount();
    account.backdoor.setRootAccessKeys(true);
    expect((await read(account)).account.rootAccessKeys).toBe('yes');
  });
});

describe('what is denied is unknown, and the rest is read', () => {
  it.each([
    ['GetAccountAuthorizationDetails', 'privileges', { privileged: 'unknown', consoleAccess: 'yes' }],
    ['GenerateCredentialReport', 'consoleAccess', { privileged: 'yes', consoleAccess: 'unknown' }],
    ['GetCredentialReport', 'consoleAccess', { privileged: 'yes', consoleAccess: 'unknown' }],
    ['GetAccountSummary', 'rootAccessKeys', { privileged: 'yes', consoleAccess: 'yes' }],
  ])('%s', async (operation, what, expected) => {
    const account = anAccount();
    account.faults.add((call) => (call.operation === operation ? { kind: 'deny' } : undefined));
    const { account: facts, of } = await read(account);
    expect(facts.unread).toEqual([{ what, reason: expect.stringContaining('AccessDenied') }]);
    expect(facts.rootAccessKeys).toBe(what === 'rootAccessKeys' ? 'unknown' : 'no');
    expect(of(account.alice)).toMatchObject(expected);
  });

  it.each([
    ['GetAccountAuthorizationDetails', { UserDetailList: [{}] }],
    ['GetAccountAuthorizationDetails', { IsTruncated: true }],
    ['GetCredentialReport', {}],
    ['GetCredentialReport', { GeneratedTime: CREATED, Content: new TextEncoder().encode('<html>') }],
    ['GetAccountSummary', { SummaryMap: {} }],
  ])('%s answers %j: unknown', async (operation, output) => {
    const account = anAccount();
    account.faults.add((call) => (call.operation === operation ? { kind: 'answer', output } : undefined));
    expect((await read(account)).account.unread).toEqual([
      { what: expect.any(String), reason: expect.stringContaining('MalformedAnswerError') },
    ]);
  });

  it('a report that is never complete: unknown after a minute', async () => {
    const account = anAccount();
    account.faults.add(({ operation }) =>
      operation === 'GenerateCredentialReport'
        ? { kind: 'answer', output: { State: 'INPROGRESS' } }
        : undefined,
    );
    const { account: facts, of } = await read(account);
    expect(facts.unread).toEqual([
      { what: 'consoleAccess', reason: expect.stringContaining('within 60 seconds') },
    ]);
    expect(account.clock.now().getTime() - CREATED.getTime()).toBe(60_000);
    expect(of(account.alice).consoleAccess).toBe('unknown');
  });

  it('an interruption: unknown, and no further call', async () => {
    const account = anAccount();
    const interruption = new AbortController();
    interruption.abort();
    const { account: facts } = await read(account, interruption);
    expect(facts.unread.map(({ reason }) => reason)).toEqual(['interrupted', 'interrupted', 'interrupted']);
    expect(callCounts(account)).toEqual({});
  });
});

describe('console access by the credential report', () => {
  const withReport = async (row: string, user: Partial<DescribedUser> = {}) => {
    const account = anAccount();
    const text = `user,arn,user_creation_time,password_enabled\n${row}\n`;
    account.faults.add(({ operation }) =>
      operation === 'GetCredentialReport'
        ? { kind: 'answer', output: { GeneratedTime: CREATED, Content: new TextEncoder().encode(text) } }
        : undefined,
    );
    const { of } = await read(account);
    return of({ ...account.alice, ...user }).consoleAccess;
  };
  const alice = 'alice,arn:aws:iam::111122223333:user/alice';

  it.each([
    ['true', 'yes'],
    ['TRUE', 'yes'],
    ['false', 'no'],
    ['FALSE', 'no'],
    ['not_supported', 'unknown'],
    ['', 'unknown'],
  ])('password_enabled %j: %s', async (value, expected) => {
    expect(await withReport(`${alice},2026-01-15T09:00:00+00:00,${value}`)).toBe(expected);
  });

  it('a creation with a fraction of a second is the one in the report', async () => {
    const createdAt = new Date('2026-01-15T09:00:00.987Z');
    expect(await withReport(`${alice},2026-01-15T09:00:00+00:00,true`, { createdAt })).toBe('yes');
  });

  it.each([
    ['an earlier user of the same name', `${alice},2026-01-15T08:59:59+00:00,true`],
    ['a time that is no time', `${alice},N/A,true`],
    ['another user', 'bob,arn:aws:iam::111122223333:user/bob,2026-01-15T09:00:00+00:00,true'],
    ['a line with a field too many', `${alice},2026-01-15T09:00:00+00:00,true,true`],
    ['a line with a field too few', `${alice},true`],
  ])('%s: unknown', async (_, row) => {
    expect(await withReport(row)).toBe('unknown');
  });
});
