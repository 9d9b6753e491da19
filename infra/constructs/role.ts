import { Token } from 'aws-cdk-lib';
import { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Permission } from '../permissions/permission-type.ts';
import { addExistence, ifExists } from './existence.ts';
import { isGiven, parameterIn, type Settings, substitute } from './settings.ts';

/** Who may assume a role, and the condition under which this is allowed. */
export type Trust = (ServiceTrust | AccountTrust) & { readonly condition?: object };

interface ServiceTrust {
  readonly service: string;
}

interface AccountTrust {
  /**
   * The ARN of an account (`…:root`): the policies of that account decide which of its principals may assume
   * the role.
   */
  readonly account: string;
}

/** The definition of one of our roles. */
export interface RoleDefinition {
  readonly roleName: string;
  readonly trust: Trust;
  readonly permissions: readonly Permission[];
  readonly settings: RoleSettings;
}

/** The path and the permissions boundary that all roles of a stack have. */
export interface RoleSettings {
  readonly path: string;
  /** The ARN of the permissions boundary; absent if none is given. */
  readonly boundary: string;
  /** The values to which permissions refer. */
  readonly settings: Settings;
}

/**
 * Reads the settings RolePath and PermissionsBoundaryName; the boundary may be the ARN of a policy instead of
 * its name.
 */
export function addRoleSettings(scope: Construct, settings: Settings): RoleSettings {
  const hasBoundary = addExistence(scope, 'HasBoundary', isGiven(settings, 'PermissionsBoundaryName'));
  return {
    path: settings('RolePath'),
    boundary: Token.asString(ifExists(hasBoundary, boundaryArn(settings))),
    settings,
  };
}

function boundaryArn(settings: Settings): string {
  const boundary = settings('PermissionsBoundaryName');
  const isArn = boundary.startsWith('arn:') || (Token.isUnresolved(boundary) && !parameterIn(boundary));
  const arn = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${PermissionsBoundaryName}';
  return isArn ? boundary : substitute(settings, arn);
}

/** Adds a role with one inline policy, which contains all its permissions, and without managed policies. */
export function addRole(scope: Construct, id: string, definition: RoleDefinition): CfnRole {
  const { roleName, trust, permissions, settings } = definition;
  return new CfnRole(scope, id, {
    roleName,
    path: settings.path,
    assumeRolePolicyDocument: policyDocument([
      {
        Effect: 'Allow',
        Principal: 'service' in trust ? { Service: trust.service } : { AWS: trust.account },
        Action: 'sts:AssumeRole',
        ...(trust.condition ? { Condition: trust.condition } : {}),
      },
    ]),
    permissionsBoundary: settings.boundary,
    policies: [
      { policyName: roleName, policyDocument: policyDocument(statements(permissions, settings.settings)) },
    ],
  });
}

/**
 * Adds an inline policy to a role, as a resource of its own that may have another condition than the role.
 */
export function addPolicy(
  scope: Construct,
  id: string,
  { policyName, permissions, roleName, settings }: PolicyDefinition,
): CfnPolicy {
  return new CfnPolicy(scope, id, {
    policyName,
    policyDocument: policyDocument(statements(permissions, settings)),
    roles: [roleName],
  });
}

/** An inline policy for a role. */
export interface PolicyDefinition {
  readonly policyName: string;
  readonly permissions: readonly Permission[];
  readonly roleName: string;
  /** The values to which the permissions refer. */
  readonly settings: Settings;
}

function policyDocument(statement: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statement };
}

/** The statements of a policy: actions with the same resource and condition share a statement. */
function statements(permissions: readonly Permission[], settings: Settings): object[] {
  const keys = new Set(permissions.map(statementKeyOf));
  return [...keys].map((key) => {
    const { resource, condition }: Pick<Permission, 'resource' | 'condition'> = JSON.parse(key);
    return {
      Effect: 'Allow',
      Action: permissions
        .filter((permission) => statementKeyOf(permission) === key)
        .map(({ action }) => action),
      Resource: written(resource, settings),
      ...(condition ? { Condition: conditionOf(condition, settings) } : {}),
    };
  });
}

/**
 * The condition of a permission as the template has it: with values or intrinsic functions for its
 * references.
 */
export function conditionOf(
  condition: NonNullable<Permission['condition']>,
  settings: Settings,
): Record<string, Record<string, unknown>> {
  const operators = Object.entries(condition).map(([operator, keys]) => {
    const values = Object.entries(keys).map(([key, value]) => [key, written(value, settings)]);
    return [operator, Object.fromEntries(values)];
  });
  return Object.fromEntries(operators);
}

function written(text: string | readonly string[], settings: Settings): string | string[] {
  return typeof text === 'string'
    ? substitute(settings, text)
    : text.map((each) => substitute(settings, each));
}

function statementKeyOf({ resource, condition }: Permission): string {
  return JSON.stringify({ resource, condition });
}
