import {
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { AccessKeyGoneError } from '../../aws/errors.ts';
import { findAccessKeyOwner, getAccessKeyLastUse, listAccessKeys } from '../../aws/iam-access-keys.ts';
import { accessKeyId, userName } from '../../policy/identifiers.ts';

const iam = new IAMClient({ region: 'us-east-1' });
const aws = mockClient(iam);
const KEY = accessKeyId('AKIAIOSFODNN7EXAMPLE');

beforeEach(() => aws.reset());

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
    aws
      .on(ListAccessKeysCommand)
      .rejects(
        new NoSuchEntityException({ message: 'The user with name alice cannot be found.', $metadata: {} }),
      );
    expect(await listAccessKeys(iam, userName('alice'))).toBeUndefined();
  });

  it.each([
    ['no date', { CreateDate: undefined }, 'CreateDate'],
    ['an invalid date', { CreateDate: new Date('noon') }, 'CreateDate'],
    ['no id', { AccessKeyId: undefined }, 'AccessKeyId'],
    ['an empty id', { AccessKeyId: '' }, 'AccessKeyId'],
    ['no status', { Status: undefined }, 'Status'],
    ['an empty status', { Status: '' as 'Active' }, 'Status'],
  ])(
    'a key with %s is an error that names the member; it is never ignored',
    async (_title, change, member) => {
      const key = { UserName: 'alice', AccessKeyId: KEY, Status: 'Active', CreateDate: new Date(0) } as const;
      aws.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [{ ...key, ...change }] });
      await expect(listAccessKeys(iam, userName('alice'))).rejects.toThrow(
        `ListAccessKeys.${member}: expected a value`,
      );
    },
  );

  it('a truncated list without a marker is an error', async () => {
    aws.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [], IsTruncated: true, Marker: '' });
    await expect(listAccessKeys(iam, userName('alice'))).rejects.toThrow('ListAccessKeys.Marker');
  });
});

describe('findAccessKeyOwner', () => {
  it.each([
    ['AccessDenied', Object.assign(new Error('not authorized'), { name: 'AccessDenied' })],
    ['NoSuchEntity', new NoSuchEntityException({ message: 'no such key', $metadata: {} })],
  ])('%s → nobody', async (_, error) => {
    aws.on(GetAccessKeyLastUsedCommand).rejects(error);
    expect(await findAccessKeyOwner(iam, KEY)).toBeUndefined();
  });

  it('any other error → the error of AWS', async () => {
    const throttled = Object.assign(new Error('Rate exceeded'), { name: 'Throttling' });
    aws.on(GetAccessKeyLastUsedCommand).rejects(throttled);
    await expect(findAccessKeyOwner(iam, KEY)).rejects.toBe(throttled);
  });
});

describe('getAccessKeyLastUse', () => {
  const ALICES = { userName: userName('alice'), key: KEY };
  const listed = (...ids: string[]) => ({
    AccessKeyMetadata: ids.map((AccessKeyId) => ({
      AccessKeyId,
      Status: 'Active' as const,
      CreateDate: new Date(0),
    })),
  });
  const denied = Object.assign(new Error('not authorized'), { name: 'AccessDenied' });
  const unknown = new NoSuchEntityException({ message: 'no such key', $metadata: {} });

  it.each([
    ['AccessDenied', denied],
    ['NoSuchEntity', unknown],
  ])('%s, and the user no longer has the key → the key is gone, and the cause is kept', async (_, error) => {
    aws.on(GetAccessKeyLastUsedCommand).rejects(error);
    aws.on(ListAccessKeysCommand).resolves(listed());
    const failure = await getAccessKeyLastUse(iam, ALICES).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(AccessKeyGoneError);
    expect(failure).toMatchObject({ cause: error });
  });

  it('AccessDenied, and the user still has the key → the permission is missing', async () => {
    aws.on(GetAccessKeyLastUsedCommand).rejects(denied);
    aws.on(ListAccessKeysCommand).resolves(listed(KEY));
    await expect(getAccessKeyLastUse(iam, ALICES)).rejects.toBe(denied);
  });

  it('AccessDenied, and the user is gone, too → the key is gone', async () => {
    aws.on(GetAccessKeyLastUsedCommand).rejects(denied);
    aws.on(ListAccessKeysCommand).rejects(unknown);
    await expect(getAccessKeyLastUse(iam, ALICES)).rejects.toBeInstanceOf(AccessKeyGoneError);
  });

  it('any other error → the error of AWS, without another listing', async () => {
    const throttled = Object.assign(new Error('Rate exceeded'), { name: 'Throttling' });
    aws.on(GetAccessKeyLastUsedCommand).rejects(throttled);
    await expect(getAccessKeyLastUse(iam, ALICES)).rejects.toBe(throttled);
    expect(aws.commandCalls(ListAccessKeysCommand)).toEqual([]);
  });

  it('the answer of AWS for a key that was never used → null', async () => {
    const answer = { ServiceName: 'N/A', Region: 'N/A', LastUsedDate: undefined };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ UserName: 'alice', AccessKeyLastUsed: answer });
    expect(await getAccessKeyLastUse(iam, ALICES)).toBeNull();
  });

  it('used → the time, the service and the Region', async () => {
    const answer = { ServiceName: 's3', Region: 'eu-west-1', LastUsedDate: new Date(1) };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: answer });
    expect(await getAccessKeyLastUse(iam, ALICES)).toEqual({
      at: new Date(1),
      service: 's3',
      region: 'eu-west-1',
    });
  });

  it('used, without a service and a Region → empty texts', async () => {
    const answer = { ServiceName: undefined, Region: undefined, LastUsedDate: new Date(1) };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: answer });
    expect(await getAccessKeyLastUse(iam, ALICES)).toEqual({ at: new Date(1), service: '', region: '' });
  });

  it('a date makes it used, whatever the service is called', async () => {
    const answer = { ServiceName: 'N/A', Region: 'N/A', LastUsedDate: new Date(1) };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: answer });
    expect(await getAccessKeyLastUse(iam, ALICES)).toMatchObject({ at: new Date(1) });
  });

  it.each([
    ['an invalid date', new Date('noon'), 's3'],
    // Only the service N/A says that a key without a date was never used.
    ['no date and a service', undefined, 's3'],
  ])('%s is an error that names the member', async (_, LastUsedDate, ServiceName) => {
    const answer = { ServiceName, Region: 'eu-west-1', LastUsedDate };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: answer });
    await expect(getAccessKeyLastUse(iam, ALICES)).rejects.toThrow(
      'GetAccessKeyLastUsed.LastUsedDate: expected a value',
    );
  });
});
