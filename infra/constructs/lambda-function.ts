import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { bundleOf } from '../code/bundles.ts';
import { logPermissions } from '../permissions/logs.ts';
import type { Permission } from '../permissions/permission.ts';
import { addRole } from './role.ts';
import type { StackContext } from './stack-context.ts';

/** The definition of one of our functions. */
export interface FunctionDefinition {
  readonly functionName: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A function, and its role. */
export interface AddedFunction {
  readonly resource: CfnFunction;
  readonly role: CfnRole;
}

/** Adds a function with its own role and log group; CloudFormation deletes all three with the stack. */
export function addFunction(
  scope: Construct,
  { parameters, boundary }: StackContext,
  { functionName, permissions, ...definition }: FunctionDefinition,
): AddedFunction {
  const logGroup = new CfnLogGroup(scope, 'LogGroup', {
    logGroupName: `/aws/lambda/${functionName}`,
    retentionInDays: parameters('LogRetentionDays').valueAsNumber,
  });
  const role = addRole(scope, 'Role', {
    roleName: functionName,
    trust: { service: 'lambda.amazonaws.com' },
    permissions: [...permissions, ...logPermissions(logGroup.attrArn)],
    boundary,
  });
  const resource = new CfnFunction(scope, 'Function', {
    functionName,
    description: definition.description,
    runtime: 'nodejs24.x',
    architectures: ['arm64'],
    handler: 'index.handler',
    code: { zipFile: bundleOf(functionName) },
    role: role.attrArn,
    timeout: definition.timeoutSeconds,
    memorySize: definition.memoryMegabytes,
    loggingConfig: { logFormat: 'JSON', logGroup: logGroup.ref },
    ...(definition.environment ? { environment: { variables: definition.environment } } : {}),
  });
  return { resource, role };
}
