import { IAMClient, ListUsersCommand, ListUserTagsCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { findUserById, listUsers, listUserTags } from '../../aws/iam-users.ts';
import { userId, userName } from '../../policy/identifiers.ts';

const iam = new IAMClient({ region: 'us-east-1' });
const aws = mockClient(iam);
const ALICE = {
  UserName: 'alice',
  UserId: 'AIDACKCEVSQ6C2EXAMPLE',
  Path: '/',
  Arn: 'arn:aws:iam::111122223333:user/alice',
  CreateDate: new Date(0),
};
const BOB = { ...ALICE, UserName: 'bob', UserId: 'AIDAILEDWOGIPJFAKOJKW' };

beforeEach(() => aws.reset());

describe('listUsers', () => {
  it('reads pages of 1,000 users and follows the marker', async () => {
    aws.on(ListUsersCommand, { MaxItems: 1000 }).resolves({ Users: [ALICE], IsTruncated: true, Marker: 'm' });
    aws.on(ListUsersCommand, { MaxItems: 1000, Marker: 'm' }).resolves({ Users: [BOB], IsTruncated: false });
    const names: string[] = [];
    for await (const user of listUsers(iam)) names.push(user.userName);
    expect(names).toEqual(['alice', 'bob']);
    expect(aws.commandCalls(ListUsersCommand)).toHaveLength(2);
  });

  it.each([
    ['UserName', undefined],
    ['UserName', ''],
    ['UserId', undefined],
    ['UserId', ''],
  ])('a user with the %s %j is an error; it is never ignored', async (member, value) => {
    aws.on(ListUsersCommand).resolves({ Users: [{ ...ALICE, [member]: value }] });
    await expect(listUsers(iam).next()).rejects.toThrow(`ListUsers.Users.${member}: expected a value`);
  });

  it('a page without users is an error', async () => {
    aws.on(ListUsersCommand).resolves({});
    await expect(listUsers(iam).next()).rejects.toThrow('ListUsers.Users: expected a value');
  });
});

describe('findUserById', () => {
  it('reads no page beyond the one that has the user', async () => {
    aws.on(ListUsersCommand).resolves({ Users: [ALICE, BOB], IsTruncated: true, Marker: 'm' });
    expect(await findUserById(iam, userId(BOB.UserId))).toEqual({ userName: 'bob', userId: BOB.UserId });
    expect(aws.commandCalls(ListUsersCommand)).toHaveLength(1);
  });

  it('no such user → undefined', async () => {
    aws.on(ListUsersCommand).resolves({ Users: [ALICE] });
    expect(await findUserById(iam, userId(BOB.UserId))).toBeUndefined();
  });
});

describe('listUserTags', () => {
  it('a tag without a value is an error that names the member', async () => {
    aws.on(ListUserTagsCommand).resolves({ Tags: [{ Key: 'a', Value: undefined }] });
    await expect(listUserTags(iam, userName('alice'))).rejects.toThrow('ListUserTags.Tags.Value');
  });

  it('a tag with an empty value is returned', async () => {
    aws.on(ListUserTagsCommand).resolves({ Tags: [{ Key: 'a', Value: '' }] });
    expect(await listUserTags(iam, userName('alice'))).toEqual(new Map([['a', '']]));
  });

  it('no such user → undefined', async () => {
    aws
      .on(ListUserTagsCommand)
      .rejects(
        new NoSuchEntityException({ message: 'The user with name alice cannot be found.', $metadata: {} }),
      );
    expect(await listUserTags(iam, userName('alice'))).toBeUndefined();
  });
});

describe('a truncated list without a marker', () => {
  it('of users is an error', async () => {
    aws.on(ListUsersCommand).resolves({ Users: [ALICE], IsTruncated: true });
    await expect(listUsers(iam).next()).rejects.toThrow('ListUsers.Marker: expected a value');
  });

  it('of tags is an error', async () => {
    aws.on(ListUserTagsCommand).resolves({ Tags: [], IsTruncated: true });
    await expect(listUserTags(iam, userName('alice'))).rejects.toThrow('ListUserTags.Marker');
  });
});
