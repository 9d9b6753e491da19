import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../support/simulator.ts';
import { decideUnderScp, type ScpRequest } from './scp.ts';

const text = readFileSync('guardrails/no-new-access-keys.scp.json', 'utf8');
const scp: PolicyDocument = JSON.parse(text);

const IAM = 'arn:aws:iam::111122223333';
const session = (role: string, name = 'session'): Pick<ScpRequest, 'principal' | 'context'> => ({
  principal: `arn:aws:sts::111122223333:assumed-role/${role.split('/').at(-1)}/${name}`,
  context: { 'aws:PrincipalArn': `${IAM}:role/${role}` },
});
const BREAK_GLASS = session('break-glass');
const ADMIN = session('admin');
const USER = { principal: `${IAM}:user/deploy` };

const ofUser = { resource: `${IAM}:user/deploy` };
const createKey = { action: 'iam:CreateAccessKey', ...ofUser };

describe('a new access key', () => {
  const denied: readonly (readonly [string, Pick<ScpRequest, 'principal' | 'context'>])[] = [
    ['a user, for itself', USER],
    ['a user with the name break-glass', { principal: `${IAM}:user/break-glass` }],
    ['a session of an administrators’ role', ADMIN],
    ['an administrator of Identity Center', session('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1')],
    ['a session with the name break-glass of another role', session('admin', 'break-glass')],
    ['a role with the name break-glass and a path', session('security/break-glass')],
    ['a role whose path is break-glass', session('break-glass/admin')],
    ['a role whose name begins with break-glass', session('break-glass-2')],
    ['the root user', { principal: `${IAM}:root` }],
  ];
  it.each(denied)('is denied to %s', async (_, caller) => {
    expect(await decideUnderScp(scp, { ...caller, ...createKey })).toBe('ExplicitlyDenied');
  });

  it('is denied for a user with a path', async () => {
    const resource = `${IAM}:user/robots/deploy`;
    expect(await decideUnderScp(scp, { ...ADMIN, ...createKey, resource })).toBe('ExplicitlyDenied');
  });

  it('is allowed to a session of break-glass', async () => {
    expect(await decideUnderScp(scp, { ...BREAK_GLASS, ...createKey })).toBe('Allowed');
  });
});

describe('the role break-glass', () => {
  const role = { resource: `${IAM}:role/break-glass` };
  const actions = ['iam:CreateRole', 'iam:DeleteRole', 'iam:UpdateAssumeRolePolicy'];

  it.each(actions)('is protected from %s by an administrator', async (action) => {
    expect(await decideUnderScp(scp, { ...ADMIN, action, ...role })).toBe('ExplicitlyDenied');
  });

  it.each(actions)('is not protected from %s by a session of its own', async (action) => {
    expect(await decideUnderScp(scp, { ...BREAK_GLASS, action, ...role })).toBe('Allowed');
  });

  it.each(actions)('does not stop an administrator from %s of another role', async (action) => {
    const resource = `${IAM}:role/security/break-glass`;
    expect(await decideUnderScp(scp, { ...ADMIN, action, resource })).toBe('Allowed');
  });

  it('can receive other permissions from an administrator', async () => {
    expect(await decideUnderScp(scp, { ...ADMIN, action: 'iam:AttachRolePolicy', ...role })).toBe('Allowed');
  });
});

describe('a user is still allowed', () => {
  const actions = ['iam:UpdateAccessKey', 'iam:DeleteAccessKey', 'iam:ListAccessKeys', 'iam:CreateUser'];

  it.each([...actions, 'iam:TagUser', 'iam:CreateLoginProfile'])('%s', async (action) => {
    expect(await decideUnderScp(scp, { ...USER, action, ...ofUser })).toBe('Allowed');
  });

  it('s3:GetObject', async () => {
    const request = { ...USER, action: 's3:GetObject', resource: 'arn:aws:s3:::documents/one' };
    expect(await decideUnderScp(scp, request)).toBe('Allowed');
  });
});

describe('a service control policy', () => {
  it('has less than 5,120 characters, the smallest limit that AWS has had', () => {
    expect(text.length).toBeLessThan(5_120);
  });
});

describe('a request that is malformed is an error', () => {
  it.each<[string, ScpRequest, RegExp]>([
    [
      'an action with a typing error',
      { ...USER, ...createKey, action: 'iam:CreateAccesKey' },
      /invalid.action/,
    ],
    [
      'a key that the action does not have',
      { ...USER, ...createKey, context: { 's3:prefix': 'a' } },
      /s3:prefix/,
    ],
    ['a session without the ARN of its role', { ...ADMIN, ...createKey, context: {} }, /aws:PrincipalArn/],
  ])('%s', async (_, request, message) => {
    await expect(decideUnderScp(scp, request)).rejects.toThrow(message);
  });

  it('a policy with an invalid effect', async () => {
    const broken: PolicyDocument = {
      ...scp,
      Statement: [{ Effect: 'Denied', Action: 'iam:*', Resource: '*' }],
    };
    await expect(decideUnderScp(broken, { ...USER, ...createKey })).rejects.toThrow(/policy\.errors/);
  });
});
