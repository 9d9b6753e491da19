import { describe, expect, it } from 'vitest';
import { LEDGER_KEY_PERMISSIONS } from '../../../infra/permissions/ledger-key.ts';
import type { DeployOptions } from '../../support/cloudformation/deploy.ts';
import { decide, policy } from '../../support/simulator.ts';
import { deployedStack, ROLES, type RoleKey, roleNamed, stackWithDeletions } from './deployed-roles.ts';
import { OWN_ACCOUNT, own, request } from './requests.ts';

const KEY_USERS: readonly RoleKey[] = ['rule', 'remediation', 'reevaluation'];
const ACTIONS = LEDGER_KEY_PERMISSIONS.map(({ action }) => action);
const THROUGH_DYNAMODB = 'dynamodb.us-east-1.amazonaws.com';

const withKey = (options: DeployOptions = {}) =>
  stackWithDeletions({ ...options, parameters: { KmsKeyArn: own.kmsKey } });

/** The policy of a key of which the account decides (KMS Developer Guide, "Default key policy"). */
const KEY_POLICY = policy({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OWN_ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
});

/** What a role may do with a key, through a service or, without a service, directly. */
async function allowed(
  role: RoleKey,
  service: string | undefined,
  { stack = withKey(), key = own.kmsKey as string } = {},
) {
  const context = service === undefined ? {} : { 'kms:ViaService': service };
  const decideOn = (action: string) =>
    decide(roleNamed(stack, ROLES[role]), request(action, key, context), KEY_POLICY);
  const decisions = await Promise.all(ACTIONS.map(decideOn));
  return ACTIONS.filter((_action, index) => decisions[index] === 'Allowed');
}

describe('with KmsKeyArn', () => {
  it.each(KEY_USERS)('%s may use the key through DynamoDB', async (role) => {
    expect(await allowed(role, THROUGH_DYNAMODB)).toEqual(ACTIONS);
  });

  it.each([['dynamodb.cn-north-1.amazonaws.com'], ['dynamodb.cn-north-1.amazonaws.com.cn']])(
    'in China through %s, by either name of the service',
    async (service) => {
      const stack = withKey({ partition: 'aws-cn', region: 'cn-north-1' });
      for (const role of KEY_USERS) expect(await allowed(role, service, { stack })).toEqual(ACTIONS);
    },
  );

  it.each([
    ['directly', undefined],
    ['through another service', 's3.us-east-1.amazonaws.com'],
    ['through DynamoDB of another Region', 'dynamodb.us-west-2.amazonaws.com'],
  ])('no role may use it %s', async (_, service) => {
    for (const role of Object.keys(ROLES) as RoleKey[]) expect(await allowed(role, service)).toEqual([]);
  });

  it('no role may use another key', async () => {
    const key = own.kmsKey.replace('1234abcd', '0987dcba');
    for (const role of KEY_USERS) expect(await allowed(role, THROUGH_DYNAMODB, { key })).toEqual([]);
  });

  it.each((Object.keys(ROLES) as RoleKey[]).filter((role) => !KEY_USERS.includes(role)))(
    '%s, which does not use the ledger, may not use the key',
    async (role) => expect(await allowed(role, THROUGH_DYNAMODB)).toEqual([]),
  );
});

it('with KmsKeyArn and without a ledger the rule may not use the key', async () => {
  const parameters = { KmsKeyArn: own.kmsKey, Remediation: 'None', NearRealTime: 'false' };
  const stack = deployedStack({ parameters });
  expect(await allowed('rule', THROUGH_DYNAMODB, { stack })).toEqual([]);
});

it('without KmsKeyArn no role may use a key', async () => {
  const stack = stackWithDeletions();
  for (const role of Object.keys(ROLES) as RoleKey[]) {
    expect(await allowed(role, THROUGH_DYNAMODB, { stack })).toEqual([]);
  }
});
