import { describe, expect, it } from 'vitest';
import { type DeployedStack, type DeployOptions, deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { deployedStack, forwardingStack, ROLES } from './deployed-roles.ts';

type Deploy = (options?: DeployOptions) => DeployedStack;

const memberStack: Deploy = (options) => deploy(templateOf('OneActiveKeyMember'), options);

const STACKS: readonly (readonly [string, Deploy])[] = [
  ['OneActiveKey', deployedStack],
  ['OneActiveKeyMember', memberStack],
  ['OneActiveKeyForwarding', forwardingStack],
];

/** The properties of all resources of a type, by the value of one property. */
function byName(stack: DeployedStack, type: string, name: string): Record<string, unknown> {
  return Object.fromEntries(
    stack.ofType(type).map(({ properties }) => [String(properties[name]), properties]),
  );
}

describe('the member stack', () => {
  it('has the roles of the account stack, policies and trust included', () => {
    const roles = byName(memberStack(), 'AWS::IAM::Role', 'RoleName');
    expect(Object.keys(roles).toSorted()).toEqual(Object.values(ROLES).toSorted());
    expect(roles).toEqual(byName(deployedStack(), 'AWS::IAM::Role', 'RoleName'));
  });

  it('gives its functions the same roles', () => {
    const rolesOfFunctions = (stack: DeployedStack) =>
      stack
        .ofType('AWS::Lambda::Function')
        .map(({ properties }) => [properties['FunctionName'], properties['Role']]);
    expect(rolesOfFunctions(memberStack())).toEqual(rolesOfFunctions(deployedStack()));
  });

  it('lets the same services invoke its functions', () => {
    const permissions = byName(memberStack(), 'AWS::Lambda::Permission', 'FunctionName');
    expect(Object.keys(permissions)).toHaveLength(2);
    expect(permissions).toEqual(byName(deployedStack(), 'AWS::Lambda::Permission', 'FunctionName'));
  });
});

describe('without near real time', () => {
  it.each([
    ['OneActiveKey', deployedStack],
    ['OneActiveKeyMember', memberStack],
  ] as const)('%s has neither the role of the re-evaluation nor that of its schedules', (_, stack) => {
    const roles = byName(stack({ parameters: { NearRealTime: 'false' } }), 'AWS::IAM::Role', 'RoleName');
    expect(Object.keys(roles).toSorted()).toEqual(
      [ROLES.rule, ROLES.remediation, ROLES.automation].toSorted(),
    );
  });
});

describe.each(STACKS)('the permissions boundary of %s', (_, stack) => {
  const boundary = 'arn:aws:iam::111122223333:policy/boundary';
  const boundaries = (parameters: Record<string, string>) =>
    new Set(
      stack({ parameters })
        .ofType('AWS::IAM::Role')
        .map(({ properties }) => properties['PermissionsBoundary']),
    );

  it('is on every role if the parameter is given', () => {
    expect(boundaries({ PermissionsBoundaryArn: boundary })).toEqual(new Set([boundary]));
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
