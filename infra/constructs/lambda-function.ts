import { Aws, type CfnCondition, Fn, RemovalPolicy, Token } from 'aws-cdk-lib';
import type { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type Code } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logPermissions } from '../permissions/logs.ts';
import type { Permission } from '../permissions/permission-type.ts';
import { addRole } from './role.ts';
import { numberIn } from './settings.ts';
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

/** What a function takes from its stack. */
export type FunctionContext = Pick<
  StackContext,
  'settings' | 'roleSettings' | 'kmsKey' | 'code' | 'isCommercialPartition'
>;

/** A function, its role and its log group. */
export interface AddedFunction {
  readonly resource: CfnFunction;
  readonly role: CfnRole;
  readonly logGroup: CfnLogGroup;
}

function addLogGroup(scope: Construct, { settings, kmsKey }: FunctionContext): CfnLogGroup {
  const logGroup = new CfnLogGroup(scope, 'LogGroup', {
    retentionInDays: numberIn(settings, 'LogRetentionDays'),
    kmsKeyId: kmsKey,
  });
  logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return logGroup;
}

/**
 * Adds a function with its own role and log group. CloudFormation deletes the function and the role with the
 * stack. The log group, which contains the receipts, is retained, except if its own creation is rolled back.
 * CloudFormation generates its name, so that it is no obstacle when the stack is deployed again.
 */
export function addFunction(
  scope: Construct,
  context: FunctionContext,
  { functionName, permissions, ...definition }: FunctionDefinition,
): AddedFunction {
  const logGroup = addLogGroup(scope, context);
  const role = addRole(scope, 'Role', {
    roleName: functionName,
    trust: { service: 'lambda.amazonaws.com' },
    permissions: [...permissions, ...logPermissions(logGroup.attrArn)],
    settings: context.roleSettings,
  });
  const resource = new CfnFunction(scope, 'Function', {
    functionName,
    description: definition.description,
    runtime: 'nodejs24.x',
    architectures: ['arm64'],
    handler: 'index.handler',
    code: codeOf(scope, context.code(functionName)),
    role: role.attrArn,
    timeout: definition.timeoutSeconds,
    memorySize: definition.memoryMegabytes,
    kmsKeyArn: context.kmsKey,
    loggingConfig: { logFormat: logFormat(context.isCommercialPartition), logGroup: logGroup.ref },
    ...(definition.environment ? { environment: { variables: definition.environment } } : {}),
  });
  return { resource, role, logGroup };
}

/** The code as the template has it: inline, or where it is in a bucket. */
function codeOf(scope: Construct, code: Code): CfnFunction.CodeProperty {
  const { inlineCode, s3Location } = code.bind(scope);
  if (inlineCode) return { zipFile: inlineCode };
  if (!s3Location) throw new Error('Expected code that is inline or in a bucket; received a container image');
  const { bucketName, objectKey, objectVersion } = s3Location;
  return {
    s3Bucket: bucketName,
    s3Key: objectKey,
    ...(objectVersion ? { s3ObjectVersion: objectVersion } : {}),
  };
}

/**
 * Only Lambda's own lines change with the format: the lines of the functions are JSON in any case. The format
 * was not available in every partition.
 */
function logFormat(isCommercialPartition: CfnCondition): string {
  return Token.asString(Fn.conditionIf(isCommercialPartition.logicalId, 'JSON', Aws.NO_VALUE));
}
