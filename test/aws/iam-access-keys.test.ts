import {
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { MalformedAnswerError } from '../../aws/errors.ts';
import { getAccessKeyLastUse, listAccessKeys } from '../../aws/iam-access-keys.ts';
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

  const broken: [string, object][] = [
    ['no date', { CreateDate: undefined }],
    ['an invalid date', { CreateDate: new Date('noon') }],
    ['no id', { AccessKeyId: undefined }],
    ['no status', { Status: undefined }],
    ['an empty id', { AccessKeyId: '' }],
    ['an empty status', { Status: '' }],
  ];
  it.each(broken)('a key with %s is an error; it is never ignored', async (_title, part) => {
    const key = { UserName: 'alice', AccessKeyId: KEY, Status: 'Active', CreateDate: new Date(0) } as const;
    aws.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [{ ...key, ...part }] });
    await expect(listAccessKeys(iam, userName('alice'))).rejects.toThrow(MalformedAnswerError);
  });

  it('a truncated list without a marker is an error', async () => {
    aws.on(ListAccessKeysCommand).resolves({ AccessKeyMetadata: [], IsTruncated: true, Marker: '' });
    await expect(listAccessKeys(iam, userName('alice'))).rejects.toThrow('ListAccessKeys.Marker');
  });
});

describe('getAccessKeyLastUse', () => {
  it('the answer of AWS for a key that was never used → null', async () => {
    const answer = { ServiceName: 'N/A', Region: 'N/A', LastUsedDate: undefined };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ UserName: 'alice', AccessKeyLastUsed: answer });
    expect(await getAccessKeyLastUse(iam, KEY)).toBeNull();
  });

  it('used → the time, the service and the Region', async () => {
    const answer = { ServiceName: 's3', Region: 'eu-west-1', LastUsedDate: new Date(1) };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: answer });
    expect(await getAccessKeyLastUse(iam, KEY)).toEqual({
      at: new Date(1),
      service: 's3',
      region: 'eu-west-1',
    });
  });

  it('an invalid date is an error', async () => {
    const answer = { ServiceName: 's3', Region: 'eu-west-1', LastUsedDate: new Date('noon') };
    aws.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: answer });
    await expect(getAccessKeyLastUse(iam, KEY)).rejects.toThrow(MalformedAnswerError);
  });
});
