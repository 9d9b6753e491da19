import { describe, expect, it } from 'vitest';
import type { DeployedStack, DeployOptions } from '../../support/cloudformation/deploy.ts';
import { deployedStack, forwardingStack } from './deployed-roles.ts';

type Deploy = (options?: DeployOptions) => DeployedStack;

const STACKS: readonly (readonly [string, Deploy])[] = [
  ['OneActiveKey', deployedStack],
  ['OneActiveKeyForwarding', forwardingStack],
];

describe.each(STACKS)('the permissions boundary of %s', (_, stack) => {
  const boundary = 'arn:aws:iam::111122223333:policy/team/boundary';
  const boundaries = (parameters: Record<string, string>) =>
    new Set(
      stack({ parameters })
        .ofType('AWS::IAM::Role')
        .map(({ properties }) => properties['PermissionsBoundary']),
    );

  it('is on every role if the parameter is given', () => {
    expect(boundaries({ PermissionsBoundaryName: 'team/boundary' })).toEqual(new Set([boundary]));
  });

  it('is on no role otherwise', () => {
    expect(boundaries({})).toEqual(new Set([undefined]));
    const roles = stack().ofType('AWS::IAM::Role');
    expect(roles.filter(({ properties }) => 'PermissionsBoundary' in properties)).toEqual([]);
  });
});

describe.each(STACKS)('the ARNs of %s', (_, stack) => {
  it.each([
    ['aws', 'us-east-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
  ])('are of the partition %s', (partition, region) => {
    const types = ['AWS::IAM::Role', 'AWS::Lambda::Permission', 'AWS::Lambda::Function'];
    const properties = types.flatMap((type) => stack({ partition, region }).ofType(type));
    const found = Array.from(JSON.stringify(properties).matchAll(/"arn:([^:]*):/g), ([, name]) => name);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set([partition]));
  });
});
