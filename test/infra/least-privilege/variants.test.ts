import { describe, expect, it } from 'vitest';
import type { DeployedStack, DeployOptions } from '../../support/cloudformation/deploy.ts';
import { decide } from '../../support/simulator.ts';
import {
  deployedStack,
  forwardingStack,
  ROLES,
  reviewedStack,
  roleNamed,
  stackWithDeletions,
} from './deployed-roles.ts';
import { passRole } from './requests.ts';

type Deploy = (options?: DeployOptions) => DeployedStack;

const STACKS: readonly (readonly [string, Deploy])[] = [
  ['OneActiveKey', deployedStack],
  ['OneActiveKey with reviewers', reviewedStack],
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

describe.each(STACKS)('the role path of %s', (_, stack) => {
  it.each(['/', '/security/keys/'])('%s is the path of every role', (RolePath) => {
    const roles = stack({ parameters: { RolePath } }).ofType('AWS::IAM::Role');
    expect(new Set(roles.map(({ properties }) => properties['Path']))).toEqual(new Set([RolePath]));
  });
});

describe('with a role path', () => {
  const stack = stackWithDeletions({ parameters: { RolePath: '/security/' } });
  const pass = (role: string, service: string, path = '/security/') =>
    passRole(`arn:aws:iam::111122223333:role${path}${role}`, service);

  it.each([
    ['the remediation may pass the automation role', ROLES.remediation, pass(ROLES.automation, 'ssm')],
    ['the re-evaluation may pass the scheduler role', ROLES.reevaluation, pass(ROLES.scheduler, 'scheduler')],
  ])('%s', async (_, role, request) => {
    expect(await decide(roleNamed(stack, role), request)).toBe('Allowed');
  });

  it.each([
    ['the remediation', ROLES.remediation, pass(ROLES.automation, 'ssm', '/')],
    ['the re-evaluation', ROLES.reevaluation, pass(ROLES.scheduler, 'scheduler', '/')],
  ])('%s may not pass a role of the same name without the path', async (_, role, request) => {
    expect(await decide(roleNamed(stack, role), request)).toBe('ImplicitlyDenied');
  });

  it('the remediation knows the ARN of the automation role', () => {
    const remediation = stack
      .ofType('AWS::Lambda::Function')
      .find(({ properties }) => properties['FunctionName'] === ROLES.remediation);
    expect(remediation?.properties['Environment']).toMatchObject({
      Variables: { AUTOMATION_ROLE_ARN: `arn:aws:iam::111122223333:role/security/${ROLES.automation}` },
    });
  });
});
