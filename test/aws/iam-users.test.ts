import { GetUserCommand, IAMClient, ListUsersCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { findUserById, findUserByName, listUsers, readTagsOf } from '../../aws/iam-users.ts';
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
const ALICE_LISTED = { userName: userName('alice'), userId: userId(ALICE.UserId) };
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

  it('two complete listings lack the user → undefined', async () => {
    aws.on(ListUsersCommand).resolves({ Users: [ALICE] });
    expect(await findUserById(iam, userId(BOB.UserId))).toBeUndefined();
    expect(aws.commandCalls(ListUsersCommand)).toHaveLength(2);
  });

  it('a user that only the second listing has, since it was renamed between the pages of the first, is found', async () => {
    aws
      .on(ListUsersCommand)
      .resolvesOnce({ Users: [ALICE] })
      .resolvesOnce({ Users: [BOB] });
    expect(await findUserById(iam, userId(BOB.UserId))).toMatchObject({ userName: 'bob' });
  });

  it('the second listing fails → its error, since one listing proves nothing', async () => {
    aws.on(ListUsersCommand).resolvesOnce({ Users: [] }).rejects(new Error('denied'));
    await expect(findUserById(iam, userId(BOB.UserId))).rejects.toThrow('denied');
  });
});

describe('findUserByName', () => {
  it('returns the id and all tags, also one with an empty value', async () => {
    aws
      .on(GetUserCommand, { UserName: 'alice' })
      .resolves({ User: { ...ALICE, Tags: [{ Key: 'a', Value: '' }] } });
    const tags = new Map([['a', '']]);
    expect(await findUserByName(iam, userName('alice'))).toEqual({ ...ALICE_LISTED, tags });
  });

  it('a user without a list of tags has none', async () => {
    aws.on(GetUserCommand).resolves({ User: ALICE });
    expect(await findUserByName(iam, userName('alice'))).toEqual({ ...ALICE_LISTED, tags: new Map() });
  });

  it.each([
    ['no user', {}, 'GetUser.User: expected a value'],
    ['no id', { User: { ...ALICE, UserId: '' } }, 'GetUser.User.UserId'],
    ['no name', { User: { ...ALICE, UserName: '' } }, 'GetUser.User.UserName'],
    [
      'a tag without a value',
      { User: { ...ALICE, Tags: [{ Key: 'a', Value: undefined }] } },
      'GetUser.User.Tags.Value',
    ],
  ])('%s → an error that names the member', async (_, answer, member) => {
    aws.on(GetUserCommand).resolves(answer as object);
    await expect(findUserByName(iam, userName('alice'))).rejects.toThrow(member);
  });

  it('no such user → undefined', async () => {
    aws
      .on(GetUserCommand)
      .rejects(
        new NoSuchEntityException({ message: 'The user with name alice cannot be found.', $metadata: {} }),
      );
    expect(await findUserByName(iam, userName('alice'))).toBeUndefined();
  });
});

describe('readTagsOf', () => {
  it('another user has the name → undefined, whatever the tags', async () => {
    aws
      .on(GetUserCommand)
      .resolves({ User: { ...BOB, UserName: 'alice', Tags: [{ Key: 'a', Value: 'b' }] } });
    expect(await readTagsOf(iam, ALICE_LISTED)).toBeUndefined();
  });
});

describe('listUsers', () => {
  it('a truncated page without a marker is an error', async () => {
    aws.on(ListUsersCommand).resolves({ Users: [ALICE], IsTruncated: true });
    await expect(listUsers(iam).next()).rejects.toThrow('ListUsers.Marker: expected a value');
  });
});
