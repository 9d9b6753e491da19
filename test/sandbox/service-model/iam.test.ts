import { describe } from 'vitest';
import {
  type Accepted,
  itAccepts,
  itRefuses,
  listViolation,
  must,
  type Refused,
  times,
  violation,
} from './answers.ts';

const AccessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const UserName = 'alice';
const USER_NAME = must.match(String.raw`[\w+=,.@-]+`);
const TAG_KEY = must.match(String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]+`);
const TAG_VALUE = must.match(String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]*`);
const STATUS = must.beOneOf('Active', 'Inactive', 'Expired');

const of = (count: number) => 'x'.repeat(count);
const withTag = (Key: string, Value = 'x') => ({ UserName, Tags: [{ Key, Value }] });
const withTags = (count: number) => ({
  UserName,
  Tags: times(count, (i) => ({ Key: `key-${i}`, Value: 'x' })),
});

const ACCEPTED: readonly Accepted[] = [
  ['nothing at all', 'ListUsers', {}],
  ['a member that is undefined', 'ListUsers', { Marker: undefined, MaxItems: undefined }],
  ['a member unknown to the model that is undefined', 'ListUsers', { Prefix: undefined }],
  ['a member that is null', 'ListUsers', { Marker: null }],
  ['1 item a page', 'ListUsers', { MaxItems: 1 }],
  ['1,000 items a page', 'ListUsers', { MaxItems: 1000 }],
  ['a path prefix', 'ListUsers', { PathPrefix: '/division/' }],
  ['a marker of Latin-1 characters', 'ListUsers', { Marker: 'é ~' }],
  ['a user name of 1 character', 'GetUser', { UserName: of(1) }],
  ['a user name of 64 characters', 'GetUser', { UserName: of(64) }],
  ['a user name of 128 characters', 'GetUser', { UserName: of(128) }],
  ['a user name with each sign allowed', 'GetUser', { UserName: 'a+b=c,d.e@f-g_h' }],
  ['no user name (the caller is meant)', 'ListAccessKeys', {}],
  ['a key id', 'GetAccessKeyLastUsed', { AccessKeyId }],
  ['a key id of 16 characters', 'GetAccessKeyLastUsed', { AccessKeyId: of(16) }],
  ['the status Active', 'UpdateAccessKey', { UserName, AccessKeyId, Status: 'Active' }],
  ['the status Inactive', 'UpdateAccessKey', { UserName, AccessKeyId, Status: 'Inactive' }],
  ['no tags', 'TagUser', { UserName, Tags: [] }],
  ['50 tags', 'TagUser', withTags(50)],
  ['a tag key of 128 characters', 'TagUser', withTag(of(128))],
  ['a tag key that names an access key', 'TagUser', withTag(`one-active-key:deactivated/${AccessKeyId}`)],
  ['a tag key of letters, digits and spaces of any script', 'TagUser', withTag('Größe ключ 鍵 ٣')],
  ['a tag key of a letter in two UTF-16 units', 'TagUser', withTag('𠮷')],
  ['an empty tag value', 'TagUser', withTag('key', '')],
  ['a tag value of 256 characters', 'TagUser', withTag('key', of(256))],
  ['50 tag keys', 'UntagUser', { UserName, TagKeys: times(50, (i) => `key-${i}`) }],
];

const REFUSED: readonly Refused[] = [
  ['0 items a page', 'ListUsers', { MaxItems: 0 }, violation('maxItems', '0', must.haveValueFrom(1))],
  [
    '1,001 items a page',
    'ListUsers',
    { MaxItems: 1001 },
    violation('maxItems', '1001', must.haveValueUpTo(1000)),
  ],
  [
    'a path prefix without a slash',
    'ListUsers',
    { PathPrefix: 'a' },
    violation('pathPrefix', 'a', must.match(String.raw`\u002F[\u0021-\u007F]*`)),
  ],
  [
    'a marker beyond Latin-1',
    'ListUsers',
    { Marker: 'Ā' },
    violation('marker', 'Ā', must.match(String.raw`[\u0020-\u00FF]+`)),
  ],
  ...['a/b', 'a b', 'a:b', 'alice\n', 'élise'].map(
    (name): Refused => [
      `the user name ${JSON.stringify(name)}`,
      'GetUser',
      { UserName: name },
      violation('userName', name, USER_NAME),
    ],
  ),
  [
    'a user name of 129 characters',
    'GetUser',
    { UserName: of(129) },
    violation('userName', of(129), must.haveLengthUpTo(128)),
  ],
  [
    'an empty user name, on two counts',
    'GetUser',
    { UserName: '' },
    violation('userName', '', must.haveLengthFrom(1)),
    violation('userName', '', USER_NAME),
  ],
  ['a missing user name', 'ListUserTags', {}, violation('userName', null, must.notBeNull)],
  ['a user name of null', 'ListUserTags', { UserName: null }, violation('userName', null, must.notBeNull)],
  ['a missing key id', 'GetAccessKeyLastUsed', {}, violation('accessKeyId', null, must.notBeNull)],
  [
    'a key id of 15 characters',
    'DeleteAccessKey',
    { AccessKeyId: of(15) },
    violation('accessKeyId', of(15), must.haveLengthFrom(16)),
  ],
  [
    'the status inactive',
    'UpdateAccessKey',
    { AccessKeyId, Status: 'inactive' },
    violation('status', 'inactive', STATUS),
  ],
  ['51 tags', 'TagUser', withTags(51), listViolation('tags', must.haveLengthUpTo(50))],
  [
    'a tag key of 129 characters',
    'TagUser',
    withTag(of(129)),
    violation('tags.1.member.key', of(129), must.haveLengthUpTo(128)),
  ],
  [
    'a tag key with another sign',
    'TagUser',
    withTag('key#1'),
    violation('tags.1.member.key', 'key#1', TAG_KEY),
  ],
  [
    'a tag value of 257 characters',
    'TagUser',
    withTag('key', of(257)),
    violation('tags.1.member.value', of(257), must.haveLengthUpTo(256)),
  ],
  [
    'a tag value with another sign',
    'TagUser',
    withTag('key', 'a; b'),
    violation('tags.1.member.value', 'a; b', TAG_VALUE),
  ],
  [
    'a second tag without its value',
    'TagUser',
    { UserName, Tags: [{ Key: 'a', Value: '' }, { Key: 'b' }] },
    violation('tags.2.member.value', null, must.notBeNull),
  ],
  [
    'an empty tag key among the keys, spoken of at the list',
    'UntagUser',
    { UserName, TagKeys: ['a', ''] },
    violation('tagKeys', '[a, ]', must.satisfy(must.haveLengthUpTo(128), must.haveLengthFrom(1), TAG_KEY)),
  ],
  [
    'several violations in one message, members by name',
    'UpdateAccessKey',
    { UserName: 'a b', Status: 'gone', AccessKeyId: 'short' },
    violation('accessKeyId', 'short', must.haveLengthFrom(16)),
    violation('status', 'gone', STATUS),
    violation('userName', 'a b', USER_NAME),
  ],
];

describe('IAM', () => {
  itAccepts('iam', ACCEPTED);
  itRefuses('iam', 'ValidationError', REFUSED);
});
