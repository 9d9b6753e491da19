import {
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  paginateListAccessKeys,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount, type SandboxOptions } from '../../sandbox/account.ts';
import { seededRandom } from '../../sandbox/seeded-random.ts';
import { refusalOf } from './refusal.ts';

function accountWith(userCount: number, options: SandboxOptions = {}) {
  const account = createSandboxAccount(options);
  for (let number = 1; number <= userCount; number += 1) {
    account.backdoor.createUser({ userName: `user-${number}` });
  }
  return { ...account, ...account.connect({ principal: 'tester' }) };
}

async function pagesOf(client: IAMClient, pageSize: number): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const { Users = [] } of paginateListUsers({ client, pageSize }, {})) {
    pages.push(Users.map(({ UserName }) => UserName ?? ''));
  }
  return pages;
}

describe('ListUsers', () => {
  it('gives 2,345 users in three pages of up to 1,000', async () => {
    const { iam } = accountWith(2_345);
    const pages = await pagesOf(iam, 1_000);
    expect(pages.map(({ length }) => length)).toEqual([1_000, 1_000, 345]);
  });

  it.each([1, 2, 3])('gives each of 2,345 users once in short pages too: seed %i', async (seed) => {
    const { iam } = accountWith(2_345, { shortPages: true, random: seededRandom(seed) });
    const pages = await pagesOf(iam, 1_000);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.flat()).toHaveLength(2_345);
    expect(new Set(pages.flat()).size).toBe(2_345);
  });

  it('gives 100 users a page if not asked for more', async () => {
    const { iam } = accountWith(101);
    const { Users, IsTruncated, Marker } = await iam.send(new ListUsersCommand({}));
    expect(Users).toHaveLength(100);
    expect({ IsTruncated, Marker }).toEqual({ IsTruncated: true, Marker: expect.any(String) });
  });

  it('ends without a marker where there is no more', async () => {
    const { iam } = accountWith(100);
    const answer = await iam.send(new ListUsersCommand({}));
    expect(answer.IsTruncated).toBe(false);
    expect(answer).not.toHaveProperty('Marker');
  });

  it('skips nobody when a user of the page before is deleted meanwhile', async () => {
    const { iam, backdoor } = accountWith(4);
    const first = await iam.send(new ListUsersCommand({ MaxItems: 2 }));
    backdoor.deleteUser('user-1');
    const second = await iam.send(new ListUsersCommand({ MaxItems: 2, Marker: first.Marker }));
    expect(second.Users?.map(({ UserName }) => UserName)).toEqual(['user-3', 'user-4']);
  });

  it('has no tags in it', async () => {
    const { iam, backdoor } = accountWith(0);
    backdoor.createUser({ userName: 'alice', path: '/ops/', tags: { team: 'ops' } });
    const { Users } = await iam.send(new ListUsersCommand({}));
    expect(Users).toEqual([
      {
        Path: '/ops/',
        UserName: 'alice',
        UserId: expect.stringMatching(/^AIDA[A-Z2-7]{10}EXAMPLE$/),
        Arn: 'arn:aws:iam::111122223333:user/ops/alice',
        CreateDate: expect.any(Date),
      },
    ]);
  });

  it('knows the users of a path', async () => {
    const { iam, backdoor } = accountWith(1);
    backdoor.createUser({ userName: 'alice', path: '/ops/eu/' });
    const { Users } = await iam.send(new ListUsersCommand({ PathPrefix: '/ops/' }));
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['alice']);
  });

  it('refuses a marker that is none of its own', async () => {
    const { iam } = accountWith(1);
    const refusal = await refusalOf(iam.send(new ListUsersCommand({ Marker: 'user-1' })));
    expect(refusal.name).toBe('ValidationError');
  });
});

describe('GetUser', () => {
  it('has the tags', async () => {
    const { iam, backdoor } = accountWith(0);
    backdoor.createUser({ userName: 'alice', tags: { Team: 'ops' } });
    const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }));
    expect(User?.Tags).toEqual([{ Key: 'Team', Value: 'ops' }]);
  });

  it('has the date that people gave to the user, whatever becomes of their own', async () => {
    const { iam, backdoor } = accountWith(0);
    const createdAt = new Date('2025-01-01T00:00:00Z');
    backdoor.createUser({ userName: 'alice', createdAt });
    createdAt.setTime(0);
    const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }));
    expect(User?.CreateDate).toEqual(new Date('2025-01-01T00:00:00Z'));
  });

  it('needs a name, since its caller has the credentials of a role', async () => {
    const { iam } = accountWith(1);
    const refusal = await refusalOf(iam.send(new GetUserCommand({})));
    expect(refusal.message).toBe('Must specify userName when calling with non-User credentials');
  });
});

describe('ListAccessKeys', () => {
  it('gives all of eight keys in short pages, one at a time', async () => {
    const { iam, backdoor } = accountWith(1, { shortPages: true });
    const made = Array.from({ length: 8 }, () => backdoor.createAccessKey('user-1'));
    const found: (string | undefined)[] = [];
    const pages = paginateListAccessKeys({ client: iam, pageSize: 1 }, { UserName: 'user-1' });
    for await (const { AccessKeyMetadata = [] } of pages) {
      found.push(...AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId));
    }
    expect(found.sort()).toEqual(made.sort());
  });

  it('is not in the order of dates', async () => {
    const { iam, backdoor } = accountWith(1);
    const made = Array.from({ length: 8 }, (_, day) =>
      backdoor.createAccessKey('user-1', { createdAt: new Date(Date.UTC(2026, 0, day + 1)) }),
    );
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'user-1' }));
    const listed = AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId);
    expect(listed).not.toEqual(made);
    expect(listed).not.toEqual([...made].reverse());
  });

  it('says of each key whose it is, its status and its date', async () => {
    const { iam, backdoor, clock } = accountWith(1);
    const AccessKeyId = backdoor.createAccessKey('user-1', { status: 'Expired' });
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'user-1' }));
    expect(AccessKeyMetadata).toEqual([
      { UserName: 'user-1', AccessKeyId, Status: 'Expired', CreateDate: clock.now() },
    ]);
  });

  it('does not know a user that is gone', async () => {
    const { iam, backdoor } = accountWith(1);
    backdoor.deleteUser('user-1');
    const refusal = await refusalOf(iam.send(new ListAccessKeysCommand({ UserName: 'user-1' })));
    expect(refusal.name).toBe('NoSuchEntityException');
  });
});
