import { Aws } from 'aws-cdk-lib';
import { CfnEventInvokeConfig, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { PERMISSIONS } from '../permissions.ts';
import { addFunction } from './lambda-function.ts';
import type { StackContext } from './stack-context.ts';

/** The function that judges every user; only AWS Config of this account may invoke it. */
export class RuleFunction extends Construct {
  readonly functionArn: string;
  /** A rule cannot be created before Config may invoke its function. */
  readonly permission: CfnPermission;

  constructor(scope: Construct, id: string, context: StackContext) {
    super(scope, id);
    const resource = addFunction(this, context, {
      functionName: NAMES.ruleFunction,
      description:
        'AWS Config rule: every IAM user has one active access key at most. Reads IAM, writes nothing there.',
      permissions: PERMISSIONS.rule,
      timeoutSeconds: 900,
      memoryMegabytes: 512,
    });
    this.functionArn = resource.attrArn;
    this.permission = new CfnPermission(this, 'Permission', {
      functionName: resource.ref,
      action: 'lambda:InvokeFunction',
      principal: 'config.amazonaws.com',
      sourceAccount: Aws.ACCOUNT_ID,
    });
    // AWS Config invokes asynchronously. Three runs of 15 minutes fit into the hour; a retry much later would report results
    // for a time that is long past.
    new CfnEventInvokeConfig(this, 'Retries', {
      functionName: resource.ref,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3_600,
    });
  }
}
