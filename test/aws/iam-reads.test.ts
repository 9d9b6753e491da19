import {
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { MalformedAnswerError } from '../../aws/errors.ts';
import {
  findUserById,
  getAccessKeyLastUse,
  listAccessKeys,
  listUsers,
  listUserTags,
} from '../../aws/iam-reads.ts';
import { accessKeyId, userId, userName } from '../../policy/identifiers.ts';

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
const KEY = accessKeyId('AKIAIOSFODNN7EXAMPLE');
const GONE = new NoSuchEntityException({
  message: 'The user with name alice cannot be found.',
  $metadata: {},
});

beforeEach(() => aws.reset());

describe('listUsers', () => {
  it('asks for 1,000 a page and follows the marker', async () => {
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
  ])('a user with the %s %j is an error, never passed over', async (member, value) => {
    aws.on(ListUsersCommand).resolves({ Users: [{ ...ALICE, [member]: value }] });
    await expect(listUsers(iam).next()).rejects.toThrow(MalformedAnswerError);
  });
});

describe('a list that says it goes on, without saying where', () => {
  it('of users is an error, never the whole list', async () => {
    aws.on(ListUsersCommand).resolves({ Users: [ALICE], IsTruncated: true });
    await expect(listUsers(iam).next()).rejects.toThrow('ListUsers.Marker: expected a value');
  });

  it('of keys is an error, never the whole list', async () => {
    aws.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [], IsTruncated: true, Marker: '' });
    await expect(listAccessKeys(iam, userName('alice'))).rejects.toThrow('ListAccessKeys.Marker');
  });

  it('of tags is an error, never the whole list', async () => {
    aws.on(ListUserTagsCommand).resolves({ Tags: [], IsTruncated: true });
    await expect(listUserTags(iam, userName('alice'))).rejects.toThrow('ListUserTags.Marker');
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

describe('listAccessKeys', () => {
  it('follows the marker to the last key', async () => {
    const key = { UserName: 'alice', AccessKeyId: KEY, Status: 'Active', CreateDate: new Date(0) } as const;
    aws
      .on(ListAccessKeysCommand)
      .resolvesOnce({ AccessKeyMetadata: [key], IsTruncated: true, Marker: 'm' })
      .resolvesOnce({ AccessKeyMetadata: [{ ...key, Status: 'Inactive' }] });
    const keys = await listAccessKeys(iam, userName('alice'));
    expect(keys).toEqual([
      { id: KEY, status: 'Active', createdAt: new Date(0) },
      { id: KEY, status: 'Inactive', createdAt: new Date(0) },
    ]);
  });

  it('no such user → undefined', async () => {
    aws.on(ListAccessKeysCommand).rejects(GONE);
    expect(await listAccessKeys(iam, userName('alice'))).toBeUndefined();
  });

  const broken: [string, object][] = [
    ['no date', { CreateDate: undefined }],
    ['a date that is none', { CreateDate: new Date('noon') }],
    ['no id', { AccessKeyId: undefined }],
    ['no status', { Status: undefined }],
    ['an empty id', { AccessKeyId: '' }],
    ['an empty status', { Status: '' }],
  ];
  it.each(broken)('a key with %s is an error, never passed over', async (_title, part) => {
    const key = { UserName: 'alice', AccessKeyId: KEY, Status: 'Active', CreateDate: new Date(0) } as const;
    aws.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [{ ...key, ...part }] });
    await expect(listAccessKeys(iam, userName('alice'))).rejects.toThrow(MalformedAnswerError);
  });
});

describe('listUserTags', () => {
  it('an empty value is a value', async () => {
    aws.on(ListUserTagsCommand).resolves({ Tags: [{ Key: 'a', Value: '' }] });
    expect(await listUserTags(iam, userName('alice'))).toEqual(new Map([['a', '']]));
  });

  it('no such user → undefined', async () => {
    aws.on(ListUserTagsCommand).rejects(GONE);
    expect(await listUserTags(iam, userName('alice'))).toBeUndefined();
  });
});

describe('getAccessKeyLastUse', () => {
  it('never used, as AWS says it → null', async () => {
    const answer = { ServiceName: 'N/A', Region: 'N/A', LastUsedDate: undefined };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ UserName: 'alice', AccessKeyLastUsed: answer });
    expect(await getAccessKeyLastUse(iam, KEY)).toBeNull();
  });

  it('used → when, for which service, where', async () => {
    const answer = { ServiceName: 's3', Region: 'eu-west-1', LastUsedDate: new Date(1) };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: answer });
    expect(await getAccessKeyLastUse(iam, KEY)).toEqual({
      at: new Date(1),
      service: 's3',
      region: 'eu-west-1',
    });
  });

  it('a date that is none is an error', async () => {
    const answer = { ServiceName: 's3', Region: 'eu-west-1', LastUsedDate: new Date('noon') };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: answer });
    await expect(getAccessKeyLastUse(iam, KEY)).rejects.toThrow(MalformedAnswerError);
  });
});
