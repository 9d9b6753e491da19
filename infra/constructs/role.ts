import { Aws, Fn, type Stack, Token } from 'aws-cdk-lib';
import { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import type { Permission } from '../permissions/permission.ts';
import { addGivenCondition } from './given-condition.ts';

/** Who may assume a role, and the condition under which this is allowed. */
export type Trust = (ServiceTrust | AccountTrust) & { readonly condition?: object };

interface ServiceTrust {
  readonly service: string;
}

interface AccountTrust {
  /** The ARN of an account (`…:root`): the policies of that account decide which of its principals may assume the role. */
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
  /** The ARN of the permissions boundary; `AWS::NoValue` if none is given. */
  readonly boundary: string;
}

/** Reads the parameters RolePath and PermissionsBoundaryName. */
export function addRoleSettings(stack: Stack, parameters: StackParameters): RoleSettings {
  const name = parameters('PermissionsBoundaryName').valueAsString;
  const arn = Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${PermissionsBoundaryName}');
  const hasBoundary = addGivenCondition(stack, 'HasBoundary', name);
  return {
    path: parameters('RolePath').valueAsString,
    boundary: Token.asString(Fn.conditionIf(hasBoundary.logicalId, arn, Aws.NO_VALUE)),
  };
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
    policies: [{ policyName: roleName, policyDocument: policyDocument(statements(permissions)) }],
  });
}

/** Adds an inline policy to a role, as a resource of its own that may have another condition than the role. */
export function addPolicy(
  scope: Construct,
  id: string,
  { policyName, permissions, roleName }: PolicyDefinition,
): CfnPolicy {
  return new CfnPolicy(scope, id, {
    policyName,
    policyDocument: policyDocument(statements(permissions)),
    roles: [roleName],
  });
}

/** An inline policy for a role. */
export interface PolicyDefinition {
  readonly policyName: string;
  readonly permissions: readonly Permission[];
  readonly roleName: string;
}

function policyDocument(statement: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statement };
}

/** The statements of a policy: actions with the same resource and condition share a statement. */
function statements(permissions: readonly Permission[]): object[] {
  const keys = new Set(permissions.map(statementKeyOf));
  return [...keys].map((key) => {
    const { resource, condition }: Pick<Permission, 'resource' | 'condition'> = JSON.parse(key);
    return {
      Effect: 'Allow',
      Action: permissions
        .filter((permission) => statementKeyOf(permission) === key)
        .map(({ action }) => action),
      Resource: templateValue(resource),
      ...(condition ? { Condition: conditionOf(condition) } : {}),
    };
  });
}

function conditionOf(condition: NonNullable<Permission['condition']>): object {
  const operators = Object.entries(condition).map(([operator, keys]) => {
    const values = Object.entries(keys).map(([key, value]) => [key, templateValue(value)]);
    return [operator, Object.fromEntries(values)];
  });
  return Object.fromEntries(operators);
}

/** A text, or several, of a permission as the template has it: with intrinsic functions for its references. */
function templateValue(text: string | readonly string[]): string | string[] {
  return typeof text === 'string' ? referencesIn(text) : text.map(referencesIn);
}

function referencesIn(text: string): string {
  if (Token.isUnresolved(text) || !text.includes('${')) return text;
  const [, parameter] = /^\$\{(\w+)\}$/.exec(text) ?? [];
  return parameter ? Fn.ref(parameter) : Fn.sub(text);
}

function statementKeyOf({ resource, condition }: Permission): string {
  return JSON.stringify({ resource, condition });
}
