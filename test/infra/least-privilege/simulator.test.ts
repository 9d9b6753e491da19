import { describe, expect, it } from 'vitest';
import { authorizationsOf } from '../../support/authorizations.ts';
import { type AuthorizationRequest, decideBy, policiesOf, policy } from '../../support/simulator.ts';
import { OWN_ACCOUNT, own, request, tagUser } from './requests.ts';

const LISTS_KEYS = policy({ Effect: 'Allow', Action: 'iam:ListAccessKeys', Resource: own.user });

describe('a malformed request is an error, not a denial', () => {
  it.each<[string, AuthorizationRequest, RegExp]>([
    ['an action that is misspelt', request('iam:ListAccesKeys', own.user), /invalid\.action/],
    ['a service that is misspelt', request('aim:ListAccessKeys', own.user), /invalid\.service/],
    ['an ARN of another type', request('iam:ListAccessKeys', own.group), /no\.resource\.types/],
    ['an ARN for an action that takes none', request('iam:ListUsers', own.user), /must\.use\.wildcard/],
    ['no ARN for an action that takes one', request('iam:ListAccessKeys'), /Expected one resource/],
    [
      'a condition key that is misspelt',
      request('iam:TagUser', own.user, { 'aws:TagKey': ['team'] }),
      /Expected keys that iam:TagUser has; received aws:TagKey /,
    ],
    [
      'a condition key of another action',
      request('iam:ListAccessKeys', own.user, { 'iam:PassedToService': 'lambda.amazonaws.com' }),
      /Expected keys that iam:ListAccessKeys has/,
    ],
  ])('%s', async (_, asked, message) => {
    await expect(decideBy([LISTS_KEYS], asked)).rejects.toThrow(message);
  });

  it('a policy that IAM would refuse', async () => {
    const broken = policy({ Effect: 'allow', Action: 'iam:ListAccessKeys', Resource: own.user });
    await expect(decideBy([broken], request('iam:ListAccessKeys', own.user))).rejects.toThrow(
      /policy\.errors/,
    );
  });

  it('a role with a managed policy', () => {
    const properties = {
      RoleName: 'x',
      Policies: [],
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/IAMFullAccess'],
    };
    expect(() => policiesOf({ type: 'AWS::IAM::Role', properties, after: [] })).toThrow(
      /inline policies only/,
    );
  });

  it('a valid request is decided', async () => {
    expect(await decideBy([LISTS_KEYS], request('iam:ListAccessKeys', own.user))).toBe('Allowed');
    expect(await decideBy([LISTS_KEYS], request('iam:GetUser', own.user))).toBe('ImplicitlyDenied');
  });

  it('an explicit denial differs from an implicit one', async () => {
    const denies = policy({ Effect: 'Deny', Action: 'iam:TagUser', Resource: '*' });
    expect(await decideBy([denies], tagUser('team'))).toBe('ExplicitlyDenied');
  });
});

describe('the authorization requests of a call', () => {
  const alice = `arn:aws:iam::${OWN_ACCOUNT}:user/division/alice`;
  const directory = {
    accountId: OWN_ACCOUNT,
    region: 'us-east-1',
    partition: 'aws',
    users: new Map([['alice', alice]]),
    owners: new Map([['AKIAIOSFODNN7EXAMPLE', alice]]),
  };
  const ask = (service: string, operation: string, input: object) =>
    authorizationsOf({ service, operation, input, principal: 'caller' }, directory);

  it('name the user by an ARN with the path', () => {
    expect(ask('iam', 'ListAccessKeys', { UserName: 'alice' })).toEqual([
      { action: 'iam:ListAccessKeys', resource: alice },
    ]);
  });

  it('name the owner of a key', () => {
    expect(ask('iam', 'GetAccessKeyLastUsed', { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })).toEqual([
      { action: 'iam:GetAccessKeyLastUsed', resource: alice },
    ]);
  });

  it('include PassRole for the role of a schedule', () => {
    const RoleArn = own.role('one-active-key-scheduler');
    const input = { GroupName: 'one-active-key', Name: 'x', Target: { RoleArn } };
    expect(ask('scheduler', 'CreateSchedule', input)).toEqual([
      {
        action: 'scheduler:CreateSchedule',
        resource: `arn:aws:scheduler:us-east-1:${OWN_ACCOUNT}:schedule/one-active-key/x`,
      },
      {
        action: 'iam:PassRole',
        resource: RoleArn,
        context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
      },
    ]);
  });

  const KEY = { pk: { S: 'LEASE' }, sk: { S: 'AIDACKCEVSQ6C2EXAMPLE' } };
  const ExpressionAttributeValues = { ':sk': { S: 'AIDA' }, ':pk': { S: 'LEASE' } };

  it.each([
    ['PutItem', { Item: { ...KEY, nonce: { S: 'a' } } }],
    ['DeleteItem', { Key: KEY, ExpressionAttributeValues: { ':nonce0': { S: 'a' } } }],
    ['Query', { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues }],
    ['Query', { KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)', ExpressionAttributeValues }],
  ])('name the kind of the items of the ledger: %s %j', (operation, input) => {
    expect(ask('dynamodb', operation, { TableName: 'ledger', ...input })).toEqual([
      {
        action: `dynamodb:${operation}`,
        resource: `arn:aws:dynamodb:us-east-1:${OWN_ACCOUNT}:table/ledger`,
        context: { 'dynamodb:LeadingKeys': ['LEASE'] },
      },
    ]);
  });

  it.each([
    ['PutItem', { Item: { sk: { S: 'LEASE' } } }],
    ['DeleteItem', {}],
    ['Query', { KeyConditionExpression: 'sk = :sk', ExpressionAttributeValues }],
    ['Query', { KeyConditionExpression: 'pk = :other', ExpressionAttributeValues }],
  ])('%s %j without a kind is an error', (operation, input) => {
    expect(() => ask('dynamodb', operation, { TableName: 'ledger', ...input })).toThrow(
      /^Expected one partition key pk; received /,
    );
  });

  it.each([
    ['an unknown call', 'iam', 'DeleteUser', { UserName: 'alice' }],
    [
      'a call of the ledger that no permission is for',
      'dynamodb',
      'UpdateItem',
      { TableName: 'ledger', Key: KEY },
    ],
    ['an unknown user', 'iam', 'ListAccessKeys', { UserName: 'bob' }],
    ['an unknown key', 'iam', 'GetAccessKeyLastUsed', { AccessKeyId: 'AKIAI44QH8DHBEXAMPLE' }],
  ])('%s is an error', (_, service, operation, input) => {
    expect(() => ask(service, operation, input)).toThrow(/^Expected one of .*; received /);
  });
});
