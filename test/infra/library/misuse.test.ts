import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { InvalidPropError } from '../../../infra/library/invalid-prop-error.ts';
import { OneActiveKey } from '../../../infra/library/one-active-key.ts';
import { OneActiveKeyForwarding } from '../../../infra/library/one-active-key-forwarding.ts';
import type { OneActiveKeyProps } from '../../../infra/library/one-active-key-props.ts';
import { resolved } from '../../support/library.ts';

const code = () => Code.fromInline('exports.handler = () => {};');
const HOME = { account: '111122223333', region: 'us-east-1' };

const newApp = () => new App({ analyticsReporting: false });
const stackIn = (app: App, id: string, env?: object) => new Stack(app, id, env ? { env } : {});

describe('a construct of the AWS CDK that no deployment could work with', () => {
  const topic = (stack: Stack, region: string) =>
    Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:${region}:111122223333:security`);
  const key = (stack: Stack, region: string) =>
    Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${region}:111122223333:key/EXAMPLE`);

  it.each<[string, (stack: Stack) => OneActiveKeyProps, string]>([
    [
      'a topic of another Region',
      (stack) => ({ notificationTopic: topic(stack, 'eu-west-1') }),
      'notificationTopic: expected a standard SNS topic (ITopic) of this Region (us-east-1); received "eu-west-1"',
    ],
    [
      'a key of another Region',
      (stack) => ({ encryptionKey: key(stack, 'eu-west-1') }),
      'encryptionKey: expected a KMS key (IKey) of this Region and no alias (us-east-1); received "eu-west-1"',
    ],
    [
      'an alias of the app',
      (stack) => ({
        encryptionKey: new Alias(stack, 'Alias', { aliasName: 'security', targetKey: new Key(stack, 'Key') }),
      }),
      'encryptionKey: expected a KMS key (IKey) of this Region and no alias; received the construct Security/Alias',
    ],
    [
      'an imported alias',
      (stack) => ({ encryptionKey: Alias.fromAliasName(stack, 'Alias', 'alias/security') }),
      'received the construct Security/Alias',
    ],
    [
      'a FIFO topic, named by its path',
      (stack) => ({ notificationTopic: new Topic(stack, 'Fifo', { fifo: true }) }),
      'received the construct Security/Fifo',
    ],
  ])('%s is refused', (_, propsIn, message) => {
    const stack = stackIn(newApp(), 'Security', HOME);
    const wrong = () => new OneActiveKey(stack, 'OneActiveKey', { code, ...propsIn(stack) });
    expect(wrong).toThrow(InvalidPropError);
    const again = stackIn(newApp(), 'Security', HOME);
    expect(() => new OneActiveKey(again, 'OneActiveKey', { code, ...propsIn(again) })).toThrow(message);
  });

  it('a topic and a key of the Region of the stack, and in an unknown Region any, are accepted', () => {
    for (const env of [HOME, undefined]) {
      const stack = stackIn(newApp(), 'Security', env);
      const props = { notificationTopic: topic(stack, 'us-east-1'), encryptionKey: key(stack, 'us-east-1') };
      expect(() => new OneActiveKey(stack, 'OneActiveKey', { code, ...props })).not.toThrow();
    }
  });

  it.each([null, 24, 'Manual'])('props that are %j are refused', (props) => {
    const stack = stackIn(newApp(), 'Security');
    expect(() => new OneActiveKey(stack, 'OneActiveKey', props as unknown as OneActiveKeyProps)).toThrow(
      `Security/OneActiveKey: props: expected an object with the props; received ${JSON.stringify(props)}`,
    );
  });

  it('OneActiveKeyForwarding without props is refused', () => {
    const stack = stackIn(newApp(), 'Events');
    const props = undefined as unknown as { homeRegion: string };
    expect(() => new OneActiveKeyForwarding(stack, 'Forwarding', props)).toThrow(
      'Events/Forwarding: props: expected an object with the props; received nothing',
    );
  });
});

describe('a second one in an account, in which the names of the roles would collide', () => {
  const OTHER_REGION = { account: '111122223333', region: 'eu-west-1' };
  const OTHER_ACCOUNT = { account: '444455556666', region: 'us-east-1' };

  it('in the same stack: refused', () => {
    const stack = stackIn(newApp(), 'Security');
    new OneActiveKey(stack, 'First', { code });
    expect(() => new OneActiveKey(stack, 'Second', { code })).toThrow(
      'Security/Second: expected OneActiveKey once in an account, since its names are fixed; received another one, Security/First',
    );
    new OneActiveKeyForwarding(stack, 'Third', { homeRegion: 'eu-west-1' });
    expect(() => new OneActiveKeyForwarding(stack, 'Fourth', { homeRegion: 'eu-west-1' })).toThrow(
      'expected OneActiveKeyForwarding once',
    );
  });

  it('in another stack of a known account: refused, also in another Region', () => {
    const app = newApp();
    new OneActiveKey(stackIn(app, 'First', HOME), 'OneActiveKey', { code });
    expect(() => new OneActiveKey(stackIn(app, 'Second', OTHER_REGION), 'OneActiveKey', { code })).toThrow(
      'received another one, First/OneActiveKey',
    );
  });

  it('in another account, or where the accounts are not known: accepted', () => {
    const app = newApp();
    for (const [id, env] of Object.entries({ A: HOME, B: OTHER_ACCOUNT, C: undefined, D: undefined }))
      expect(() => new OneActiveKey(stackIn(app, id, env), 'OneActiveKey', { code })).not.toThrow();
  });
});

it('in a nested stack, a key of the stack around it does not wait for the nested stack', () => {
  const stack = stackIn(newApp(), 'Security', HOME);
  const encryptionKey = new Key(stack, 'Key');
  new OneActiveKey(new NestedStack(stack, 'Nested'), 'OneActiveKey', { code, encryptionKey });
  const resources = resolved(stack)['Resources'] as Record<string, { Type: string }>;
  const text = JSON.stringify(Object.values(resources).find(({ Type }) => Type === 'AWS::KMS::Key'));
  expect(text).toContain(':logs:us-east-1:111122223333:log-group:Security-*');
  expect(text).not.toContain('Nested');
});
