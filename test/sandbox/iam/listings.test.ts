import {
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  paginateListAccessKeys,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { createSandboxAccount, type SandboxOptions } from '../../../sandbox/account.ts';
import { seededRandom } from '../../../sandbox/seeded-random.ts';
import { refusalOf } from '../refusal.ts';

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
  it('returns 2,345 users in three pages of up to 1,000', async () => {
    const { iam } = accountWith(2_345);
    const pages = await pagesOf(iam, 1_000);
    expect(pages.map(({ length }) => length)).toEqual([1_000, 1_000, 345]);
  });

  it.each([1, 2, 3])('returns each of 2,345 users once in short pages too: seed %i', async (seed) => {
    const { iam } = accountWith(2_345, { shortPages: true, random: seededRandom(seed) });
    const pages = await pagesOf(iam, 1_000);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.flat()).toHaveLength(2_345);
    expect(new Set(pages.flat()).size).toBe(2_345);
  });

  it('returns 100 users a page by default', async () => {
    const { iam } = accountWith(101);
    const { Users, IsTruncated, Marker } = await iam.send(new ListUsersCommand({}));
    expect(Users).toHaveLength(100);
    expect({ IsTruncated, Marker }).toEqual({ IsTruncated: true, Marker: expect.any(String) });
  });

  it('has no marker on the last page', async () => {
    const { iam } = accountWith(100);
    const answer = await iam.send(new ListUsersCommand({}));
    expect(answer.IsTruncated).toBe(false);
    expect(answer).not.toHaveProperty('Marker');
  });

  it('skips no user when a user of the previous page is deleted before the next page', async () => {
    const { iam, backdoor } = accountWith(4);
    const first = await iam.send(new ListUsersCommand({ MaxItems: 2 }));
    backdoor.deleteUser('user-1');
    const second = await iam.send(new ListUsersCommand({ MaxItems: 2, Marker: first.Marker }));
    expect(second.Users?.map(({ UserName }) => UserName)).toEqual(['user-3', 'user-4']);
  });

  it('returns no tags', async () => {
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

  it('returns the users of a path', async () => {
    const { iam, backdoor } = accountWith(1);
    backdoor.createUser({ userName: 'alice', path: '/ops/eu/' });
    const { Users } = await iam.send(new ListUsersCommand({ PathPrefix: '/ops/' }));
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['alice']);
  });

  it('refuses a marker that it did not return', async () => {
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

  it('returns the date that the user was created with, though the caller changes that Date later', async () => {
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
  it('returns all eight keys in short pages', async () => {
    const { iam, backdoor } = accountWith(1, { shortPages: true });
    const made = Array.from({ length: 8 }, () => backdoor.createAccessKey('user-1'));
    const found: (string | undefined)[] = [];
    const pages = paginateListAccessKeys({ client: iam, pageSize: 1 }, { UserName: 'user-1' });
    for await (const { AccessKeyMetadata = [] } of pages) {
      found.push(...AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId));
    }
    expect(found.sort()).toEqual(made.sort());
  });

  it('does not order keys by date', async () => {
    const { iam, backdoor } = accountWith(1);
    const made = Array.from({ length: 8 }, (_, day) =>
      backdoor.createAccessKey('user-1', { createdAt: new Date(Date.UTC(2026, 0, day + 1)) }),
    );
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'user-1' }));
    const listed = AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId);
    expect(listed).not.toEqual(made);
    expect(listed).not.toEqual([...made].reverse());
  });

  it('returns the user, the status and the date of each key', async () => {
    const { iam, backdoor, clock } = accountWith(1);
    const AccessKeyId = backdoor.createAccessKey('user-1', { status: 'Expired' });
    const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'user-1' }));
    expect(AccessKeyMetadata).toEqual([
      { UserName: 'user-1', AccessKeyId, Status: 'Expired', CreateDate: clock.now() },
    ]);
  });

  it('refuses a deleted user', async () => {
    const { iam, backdoor } = accountWith(1);
    backdoor.deleteUser('user-1');
    const refusal = await refusalOf(iam.send(new ListAccessKeysCommand({ UserName: 'user-1' })));
    expect(refusal.name).toBe('NoSuchEntityException');
  });
});
