import { describe, expect, it } from 'vitest';
import { CENTRAL_TOPIC, CHAT_TOPIC, TOPIC } from '../../support/capabilities.ts';
import type { DeployedStack } from '../../support/cloudformation/deploy.ts';
import { type AuthorizationRequest, type Context, decide, policy } from '../../support/simulator.ts';
import {
  deployedStack,
  NOTIFICATION_ROLE,
  ROLES,
  roleNamed,
  stackWithDigest,
  stackWithTopic,
} from './deployed-roles.ts';
import { foreign, ledger, OWN_ACCOUNT, own, request } from './requests.ts';

const ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** The policy of a key of which the account decides (KMS Developer Guide, "Default key policy"). */
const KEY_POLICY = policy({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OWN_ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
});

/** The context of a request that SNS makes to KMS on behalf of whoever publishes to a topic. */
const throughSns = (topic: string, service = 'sns.us-east-1.amazonaws.com'): Context => ({
  'kms:ViaService': service,
  'kms:EncryptionContext:aws:sns:topicArn': topic,
});

/**
 * The simulator knows a key whose name ends in a variable only as the Service Authorization Reference spells
 * it, so the name is replaced in the policies and in the request.
 */
const asSimulated = <Value>(value: Value): Value =>
  JSON.parse(
    JSON.stringify(value).replaceAll(
      'kms:EncryptionContext:aws:sns:topicArn',
      'kms:EncryptionContext:${EncryptionContextKey}',
    ),
  );

const decideOn = (stack: DeployedStack, role: string, each: AuthorizationRequest) =>
  decide(asSimulated(roleNamed(stack, role)), asSimulated(each), KEY_POLICY);

async function allowed(stack: DeployedStack, context: Context, role: string = NOTIFICATION_ROLE) {
  const decisions = ACTIONS.map((action) => decideOn(stack, role, request(action, own.kmsKey, context)));
  const answers = await Promise.all(decisions);
  return ACTIONS.filter((_action, index) => answers[index] === 'Allowed');
}

describe('the role of the notifications may use the key of an encrypted topic', () => {
  it.each([
    ['of this account', TOPIC],
    ['of another account', CENTRAL_TOPIC],
  ])('%s', async (_, topic) => {
    expect(await allowed(stackWithTopic(topic), throughSns(topic))).toEqual(ACTIONS);
  });

  it.each(['sns.cn-north-1.amazonaws.com', 'sns.cn-north-1.amazonaws.com.cn'])(
    'in China through %s',
    async (service) => {
      const topic = 'arn:aws-cn:sns:cn-north-1:111122223333:security';
      const stack = deployedStack({
        partition: 'aws-cn',
        region: 'cn-north-1',
        parameters: { NotificationTopicArn: topic },
      });
      const key = own.kmsKey.replace('aws:kms:us-east-1', 'aws-cn:kms:cn-north-1');
      const each = request('kms:Decrypt', key, throughSns(topic, service));
      expect(await decideOn(stack, NOTIFICATION_ROLE, each)).toBe('Allowed');
    },
  );

  it.each<[string, Context]>([
    ['for another topic', throughSns(`${TOPIC}-other`)],
    ['through another service', throughSns(TOPIC, 's3.us-east-1.amazonaws.com')],
    ['through SNS of another Region', throughSns(TOPIC, 'sns.us-west-2.amazonaws.com')],
    ['directly', { 'kms:EncryptionContext:aws:sns:topicArn': TOPIC }],
    ['without a topic', { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' }],
  ])('but not %s', async (_, context) => {
    expect(await allowed(stackWithTopic(), context)).toEqual([]);
  });

  it.each(Object.values(ROLES))('and %s may not', async (role) => {
    expect(await allowed(stackWithTopic(), throughSns(TOPIC), role)).toEqual([]);
  });
});

describe('the role of the notifications with a topic for a chat', () => {
  const parameters = { NotificationTopicArn: '', ChatTopicArn: CHAT_TOPIC };
  const stack = deployedStack({ parameters });
  const decideHere = (action: string, resource: string) =>
    decide(roleNamed(stack, NOTIFICATION_ROLE), request(action, resource));

  it('may publish to this topic only', async () => {
    expect(await decideHere('sns:Publish', CHAT_TOPIC)).toBe('Allowed');
    expect(await decideHere('sns:Publish', TOPIC)).toBe('ImplicitlyDenied');
  });

  it('may use its key', async () => {
    expect(await allowed(stack, throughSns(CHAT_TOPIC))).toEqual(ACTIONS);
    expect(await allowed(stack, throughSns(TOPIC))).toEqual([]);
  });
});

describe('the role of the notifications reads users and uses the ledger for a digest only', () => {
  const each = roleNamed(stackWithTopic(), NOTIFICATION_ROLE);
  const daily = roleNamed(stackWithDigest(), NOTIFICATION_ROLE);

  it.each([
    ['iam:GetUser', own.user, 'Allowed'],
    ['iam:ListUsers', '*', 'Allowed'],
    ['iam:GetUser', foreign.user, 'ImplicitlyDenied'],
    ['iam:ListAccessKeys', own.user, 'ImplicitlyDenied'],
    ['iam:TagUser', own.user, 'ImplicitlyDenied'],
    ['iam:UpdateAccessKey', own.user, 'ImplicitlyDenied'],
    ['lambda:InvokeFunction', own.function('one-active-key-remediation'), 'ImplicitlyDenied'],
  ])('%s on %s: %s', async (action, resource, decision) => {
    expect(await decide(each, request(action, resource))).toBe(decision);
  });

  it.each(['PutItem', 'DeleteItem', 'Query'])('%s of messages', async (operation) => {
    expect(await decide(daily, ledger(operation, ['MESSAGE']))).toBe('Allowed');
    expect(await decide(each, ledger(operation, ['MESSAGE']))).toBe('ImplicitlyDenied');
    for (const kind of ['RECEIPT', 'KEY', 'LEASE', 'RULE']) {
      expect(await decide(daily, ledger(operation, [kind]))).toBe('ImplicitlyDenied');
    }
  });
});

describe('the role of the notifications may publish to the topic', () => {
  const decideHere = (action: string, resource: string) =>
    decide(roleNamed(stackWithTopic(), NOTIFICATION_ROLE), request(action, resource));

  it('and does', async () => expect(await decideHere('sns:Publish', TOPIC)).toBe('Allowed'));

  it.each([
    ['sns:Publish', TOPIC.replace('us-east-1', 'us-west-2')],
    ['sns:Publish', TOPIC.replace(OWN_ACCOUNT, '222222222222')],
    ['sns:Publish', `${TOPIC}-other`],
    ['sns:Subscribe', TOPIC],
    ['sns:SetTopicAttributes', TOPIC],
    ['sns:DeleteTopic', TOPIC],
    ['events:PutTargets', `arn:aws:events:us-east-1:${OWN_ACCOUNT}:rule/one-active-key-failed-runbooks`],
    ['events:PutEvents', own.bus('default', 'us-east-1')],
  ])('but not %s on %s', async (action, resource) => {
    expect(await decideHere(action, resource)).toBe('ImplicitlyDenied');
  });
});
