import { App, BootstraplessSynthesizer, type Environment, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { InvalidPropError } from '../../../infra/library/invalid-prop-error.ts';
import { OneActiveKeyForwarding } from '../../../infra/library/one-active-key-forwarding.ts';
import type { OneActiveKeyForwardingProps } from '../../../infra/library/one-active-key-forwarding-props.ts';
import { PlainStack, type StackSource } from '../../../infra/stacks/plain-stack.ts';
import { deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { resolved } from '../../support/library.ts';

const template = (props: OneActiveKeyForwardingProps, env?: Environment) => {
  const source = {
    description: 'The construct.',
    synthesizer: new BootstraplessSynthesizer(),
    env: env ?? {},
  };
  const stack = new PlainStack(new App({ analyticsReporting: false }), 'Forwarding', source as StackSource);
  new OneActiveKeyForwarding(stack, 'Default', props);
  return resolved(stack);
};

const SOMEWHERE = { account: '111122223333', region: 'us-east-1' };

describe('the construct deploys what the forwarding template deploys', () => {
  const parameters = {
    HomeRegion: 'eu-central-1',
    PermissionsBoundaryName: 'boundary',
    RolePath: '/security/',
  };
  const props = { homeRegion: 'eu-central-1', permissionsBoundary: 'boundary', rolePath: '/security/' };

  it.each<[string, Environment | undefined, string]>([
    ['in any environment, us-east-1', undefined, 'us-east-1'],
    ['in any environment, where there are no events', undefined, 'eu-west-1'],
    ['in any environment, the home Region', undefined, 'eu-central-1'],
    ['in a known environment', SOMEWHERE, 'us-east-1'],
  ])('%s', (_, env, region) => {
    expect(deploy(template(props, env), { region }).resources).toEqual(
      deploy(templateOf('OneActiveKeyForwarding'), { region, parameters }).resources,
    );
  });

  it('in a known environment nothing is under a condition', () => {
    expect(template(props, SOMEWHERE)).not.toHaveProperty('Conditions');
  });
});

describe('a wrong prop: an error that names it', () => {
  it.each<[string, object, string, string]>([
    ['no home Region', {}, 'us-east-1', 'homeRegion: expected the code of an AWS Region; received nothing'],
    [
      'a word',
      { homeRegion: 'home' },
      'us-east-1',
      'homeRegion: expected the code of an AWS Region; received "home"',
    ],
    [
      'the same Region',
      { homeRegion: 'us-east-1' },
      'us-east-1',
      'homeRegion: expected another Region than that of this stack; received "us-east-1"',
    ],
    [
      'a stack in a Region without the events',
      { homeRegion: 'eu-central-1' },
      'eu-west-1',
      'env.region of the stack: expected a Region in which IAM sends its events: us-east-1, us-gov-west-1, cn-north-1; received "eu-west-1"',
    ],
    [
      'a prop of the other construct',
      { homeRegion: 'eu-central-1', remediation: 'Manual' },
      'us-east-1',
      'remediation: expected one of the props homeRegion, permissionsBoundary, rolePath; received "remediation"',
    ],
  ])('%s', (_, props, region, message) => {
    const wrong = () => template(props as OneActiveKeyForwardingProps, { region });
    expect(wrong).toThrow(InvalidPropError);
    expect(wrong).toThrow(`Forwarding/Default: ${message}`);
  });
});

it('a policy of the app is the boundary', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Forwarding', { env: SOMEWHERE });
  const permissionsBoundary = new ManagedPolicy(stack, 'Boundary', {
    statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: ['*'] })],
  });
  new OneActiveKeyForwarding(stack, 'OneActiveKeyForwarding', {
    homeRegion: 'eu-central-1',
    permissionsBoundary,
  });
  const roles = Object.values(
    resolved(stack)['Resources'] as Record<string, { Type: string; Properties: object }>,
  );
  expect(roles.find(({ Type }) => Type === 'AWS::IAM::Role')?.Properties).toMatchObject({
    PermissionsBoundary: { Ref: expect.stringMatching(/^Boundary/) },
  });
});
